package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.peer.Corpus;
import org.confluens.peer.NeedsCorpus;
import org.junit.jupiter.api.Test;

/** Structured reports of other products. */
@NeedsCorpus
class SrCorpusTest {

    private static final String SR_CLASSES = "1.2.840.10008.5.1.4.1.1.88.";

    /** Every report reads, renders, and comes back equal from being written, or is refused with a coded reason. */
    @Test
    void everyReportReadsRendersAndComesBackEqualOrIsRefusedWithACode() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : Corpus.files("")) {
            Dataset dataset = read(file);
            if (dataset.string(Tag.SOPClassUID, "").startsWith(SR_CLASSES)) {
                String outcome = outcome(dataset);
                counts.merge(outcome, 1, Integer::sum);
                counts.merge("reports", 1, Integer::sum);
            }
        }
        System.out.println("structured reports of the corpus: " + counts);
        assertThat(counts.get("reports")).isGreaterThanOrEqualTo(42);
        assertThat(counts.get("equal")).isGreaterThanOrEqualTo(42);
    }

    /** Whatever a data set is, reading it as a report gives a tree, problems and a page. */
    @Test
    void anyOtherObjectReadsAsAReportWithProblems() throws Exception {
        List<Path> silent = new ArrayList<>();
        int objects = 0;
        for (Path file : Corpus.files("dicom")) {
            Dataset dataset = read(file);
            if (!dataset.string(Tag.SOPClassUID, "").startsWith(SR_CLASSES)) {
                SrReading reading = SrReader.read(dataset);
                assertThat(SrHtml.render(reading.document(), Locale.ENGLISH)).contains("</html>");
                objects++;
                if (reading.isClean()) {
                    silent.add(file);
                }
            }
        }
        assertThat(objects).isGreaterThan(200);
        assertThat(silent).isEmpty();
    }

    private static String outcome(Dataset dataset) {
        SrReading reading = SrReader.read(dataset);
        assertThat(SrHtml.render(reading.document(), Locale.ENGLISH)).contains("</html>");
        assertThat(SrText.render(reading.document(), Locale.GERMAN)).isNotBlank();
        try {
            Dataset written = SrWriter.write(reading.document());
            assertThat(SrReader.read(written).document()).isEqualTo(reading.document());
            assertNothingIsLost(dataset, written);
            return "equal";
        } catch (SrException refused) {
            return "refused " + refused.code();
        }
    }

    /** Each attribute of the top level is still there and means the same; the character set alone is ours. */
    private static void assertNothingIsLost(Dataset before, Dataset after) {
        before.forEach(element -> {
            if (element.tag() != Tag.SpecificCharacterSet) {
                assertThat(after.element(element.tag())).contains(element);
            }
        });
    }

    private static Dataset read(Path file) {
        try {
            return Part10.read(file, ReadOptions.keepEverything()).dataset();
        } catch (IOException refused) {
            return Dataset.empty();
        }
    }
}
