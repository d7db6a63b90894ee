package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.finding.FindingExtractor;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrHtml;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrText;
import org.confluens.sr.SrWriter;
import org.confluens.sr.SystematicDamage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One of our reports with each single damage that it can have: nothing that reads it may fail unexpectedly. */
class DamagedDocumentsTest {

    /** All 40,000 take minutes; a step that no length of a sequence divides takes some of each kind. */
    private static final int STEP = 37;

    @ParameterizedTest
    @CsvSource({"ivus, VERIFIED", "follow-up, AMENDED"})
    void isReadShownUnderstoodAndWrittenAgainOrRefusedWithACode(String id, MatrixDocuments.State state)
            throws Exception {
        Template template = Catalogues.template(id);
        TemplateCatalogue catalogue = Catalogues.packaged();
        FindingExtractor extractor = new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary());
        AtomicInteger count = new AtomicInteger();
        List<String> failures = new ArrayList<>();
        SystematicDamage.each(SrWriter.write(MatrixDocuments.of(template, state, "DOE^JANE")), (damage, dataset) -> {
            if (count.incrementAndGet() % STEP != 0) {
                return;
            }
            try {
                SrDocument document = SrReader.read(dataset).document();
                SrHtml.render(document, Locale.ENGLISH);
                SrText.render(document, Locale.GERMAN);
                extractor.extract(document);
                DocumentReading reading = DocumentBinding.read(template, document);
                FormValidator.validate(template, reading.values(), Stage.VERIFY);
                roundTrip(damage, document, failures);
            } catch (RuntimeException e) {
                failures.add(damage + ": " + e);
            }
        });

        assertThat(failures).isEmpty();
        assertThat(count.get()).isGreaterThan(2000);
    }

    private static void roundTrip(String damage, SrDocument document, List<String> failures) {
        try {
            Dataset written = SrWriter.write(document);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Part10.of(written, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(bytes);
            Dataset read = Part10.read(new ByteArrayInputStream(bytes.toByteArray()), ReadOptions.keepEverything())
                    .dataset();
            if (!SrReader.read(read).document().equals(document)) {
                failures.add(damage + ": comes back changed");
            }
        } catch (SrException refused) {
            assertThat(refused.code()).isNotNull();
        } catch (java.io.IOException e) {
            failures.add(damage + ": " + e);
        }
    }
}
