package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every odd tree reads with the code of its oddity, renders in bounded time, and comes back as it was or is refused. */
class OddTreesTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @ParameterizedTest
    @MethodSource("org.confluens.sr.OddTrees#all")
    void isReadShownAndWrittenAgainOrRefused(OddTrees.Odd odd) {
        assertTimeoutPreemptively(BOUND, () -> check(odd));
    }

    @ParameterizedTest
    @MethodSource("org.confluens.sr.OddTrees#large")
    void isReadShownAndWrittenAgainHoweverManyItemsItHas(OddTrees.Odd odd) {
        assertTimeoutPreemptively(BOUND, () -> check(odd));
    }

    private static void check(OddTrees.Odd odd) throws Exception {
        SrReading reading = SrReader.read(odd.dataset());
        if (odd.code().isPresent()) {
            assertThat(reading.problems())
                    .extracting(SrProblem::code)
                    .contains(odd.code().get());
        } else {
            assertThat(reading.problems()).filteredOn(SrProblem::isError).isEmpty();
        }
        assertThat(SrHtml.render(reading.document(), Locale.ENGLISH)).contains("</html>");
        assertThat(SrText.render(reading.document(), Locale.ENGLISH)).isNotBlank();
        comesBackOrIsRefused(odd, reading);
    }

    private static void comesBackOrIsRefused(OddTrees.Odd odd, SrReading reading) {
        try {
            List<Dataset> written = SrWriter.write(reading.document()).items(Tag.ContentSequence);
            assertThat(written.equals(odd.dataset().items(Tag.ContentSequence)))
                    .as("nothing is lost")
                    .isTrue();
        } catch (SrException refused) {
            assertThat(refused.problems())
                    .extracting(SrProblem::code)
                    .contains(odd.code().orElseThrow(() -> new AssertionError("refused without a reason", refused)));
        }
    }

    @Test
    void isRefusedWithACodeWhereSequencesNestAThousandDeep() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] open = {0x40, 0, 0x30, (byte) 0xA7, -1, -1, -1, -1, (byte) 0xFE, -1, 0, (byte) 0xE0, -1, -1, -1, -1};
        for (int i = 0; i < 1000; i++) {
            bytes.writeBytes(open);
        }

        assertThatThrownBy(() -> DatasetReader.read(
                        bytes.toByteArray(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything()))
                .isInstanceOfSatisfying(
                        DatasetReadException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(DatasetReadException.Code.TOO_DEEP));
    }
}
