package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.finding.FindingExtractor;
import org.confluens.finding.Verdict;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.junit.jupiter.api.Test;

class DocumentBindingTest {
    private final Template template = Catalogues.template("mr-venography");

    private FormValues stenosisOfLeftJ1() {
        FormValues draft = Prefill.draft(template, DraftContext.of(List.of(Samples.mrHeader())));
        return Samples.answer(
                template,
                draft,
                Map.of(
                        "segments/IJV-L-J1/assessment", List.of(Value.of(Samples.ASSESSED)),
                        "segments/IJV-L-J1/stenosis", List.of(Value.of(Samples.PRESENT)),
                        "segments/IJV-L-J1/stenosis-percent", List.of(Value.of(70)),
                        "technique/image-quality", List.of(Value.of(Samples.GOOD)),
                        "impression/impression-text", List.of(Value.of("Stenosis of the lower left segment."))));
    }

    @Test
    void completesAFormWithAStenosisInOneSegmentAndNoneElsewhere() {
        assertThat(FormValidator.validate(template, stenosisOfLeftJ1(), Stage.COMPLETE))
                .isEmpty();
    }

    @Test
    void writesWhatTheExtractionUnderstands() {
        SrDocument document = DocumentBinding.toDocument(
                template,
                stenosisOfLeftJ1(),
                Samples.context(Samples.mrHeader()).build());
        TemplateCatalogue catalogue = Catalogues.packaged();
        var findings = FindingExtractor.extract(document, catalogue.anatomy(), catalogue.vocabulary())
                .findings();
        assertThat(findings)
                .filteredOn(f -> f.segment().id().equals("IJV-L-J1"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.verdict()).isEqualTo(Verdict.STENOSIS);
                    assertThat(f.percent()).hasValue(70);
                });
        assertThat(findings)
                .filteredOn(f -> f.segment().id().equals("IJV-R-J1"))
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.NO_STENOSIS));
        assertThat(findings)
                .filteredOn(f -> f.segment().id().equals("AZY-ARCH"))
                .singleElement()
                .satisfies(f -> assertThat(f.verdict()).isEqualTo(Verdict.NOT_ASSESSABLE));
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        FormValues form = stenosisOfLeftJ1();
        SrDocument document = DocumentBinding.toDocument(
                template, form, Samples.context(Samples.mrHeader()).build());
        Dataset written = SrWriter.write(document);
        Files.createDirectories(Path.of("target/sr"));
        try (var out = Files.newOutputStream(Path.of("target/sr/mr.dcm"))) {
            Part10.of(written, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(out);
        }
        DocumentReading reading =
                DocumentBinding.read(template, SrReader.read(written).document());
        assertThat(reading.unread()).isEmpty();
        form.fields().forEach((path, field) -> {
            if (!field.values().isEmpty()) {
                assertThat(reading.values().values(path)).as(path).isEqualTo(field.values());
            }
        });
    }
}
