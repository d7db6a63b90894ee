package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
    @Test
    void keepsElementsInTheOrderOfTheirUnsignedTags() {
        Dataset dataset = Dataset.builder()
                .putBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[2])
                .put(Tag.PatientID, "1")
                .put(Tag.Modality, "MR")
                .put(Tag.PatientID, "2")
                .build();
        assertThat(dataset)
                .extracting(Element::tag)
                .containsExactly(Tag.Modality, Tag.PatientID, Tag.DataSetTrailingPadding);
        assertThat(dataset.string(Tag.PatientID)).contains("2");
        assertThat(dataset.toBuilder().remove(Tag.PatientID).build().contains(Tag.PatientID))
                .isFalse();
    }

    @Test
    void givesNothingForWhatIsAbsentOrEmpty() {
        Dataset dataset = Dataset.builder()
                .putEmpty(Tag.PatientID)
                .putEmpty(Tag.ContentSequence)
                .build();
        assertThat(dataset.contains(Tag.PatientID)).isTrue();
        assertThat(dataset.hasValue(Tag.PatientID)).isFalse();
        assertThat(dataset.string(Tag.PatientID)).isEmpty();
        assertThat(dataset.string(Tag.PatientName, "none")).isEqualTo("none");
        assertThat(dataset.strings(Tag.PatientID)).isEmpty();
        assertThat(dataset.integer(Tag.Rows)).isEmpty();
        assertThat(dataset.decimal(Tag.SliceThickness)).isEmpty();
        assertThat(dataset.date(Tag.StudyDate)).isEmpty();
        assertThat(dataset.item(Tag.ContentSequence)).isEmpty();
        assertThat(dataset.bytes(Tag.ContentSequence)).isEmpty();
    }

    @Test
    void readsNumbersOfEveryKind() {
        Dataset dataset = Dataset.builder()
                .put(Tag.InstanceNumber, " 12 ")
                .put(Tag.SliceThickness, "1.5E1")
                .put(Tag.SeriesNumber, "+7")
                .put(Tag.AcquisitionNumber, "seven")
                .putDecimal(Tag.DiffusionBValue, 0.1)
                .putLong(Tag.SelectorUVValue, VR.UV, -1)
                .putInt(Tag.SimpleFrameList, -1)
                .build();
        assertThat(dataset.integer(Tag.InstanceNumber)).hasValue(12);
        assertThat(dataset.decimal(Tag.SliceThickness)).hasValue(15);
        assertThat(dataset.integer(Tag.SliceThickness)).hasValue(15);
        assertThat(dataset.integer(Tag.SeriesNumber)).hasValue(7);
        assertThat(dataset.integer(Tag.AcquisitionNumber)).isEmpty();
        assertThat(dataset.decimal(Tag.DiffusionBValue)).hasValue(0.1);
        assertThat(dataset.string(Tag.SelectorUVValue)).contains("18446744073709551615");
        assertThat(dataset.longs(Tag.SimpleFrameList)).containsExactly(0xFFFFFFFFL);
        assertThat(dataset.integers(Tag.SimpleFrameList)).containsExactly(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1, 1",
        "-3, -3",
        "1e20, 1.0E20",
        "0.3333333333333333, 0.33333333333333",
        "-123456.78901234567, -123456.78901235",
        "1e-300, 1.0E-300"
    })
    void writesDecimalStringsOfAtMostSixteenCharacters(double number, double read) {
        String text = NumberText.decimalString(number);
        assertThat(text).hasSizeLessThanOrEqualTo(16);
        assertThat(Double.parseDouble(text)).isCloseTo(read, Percentage.withPercentage(1e-9));
    }

    @Test
    void refusesNumbersThatTheVrCannotHold() {
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.builder().putInt(Tag.Rows, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.builder().putInt(Tag.Rows, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.builder().put(Tag.Rows, "many"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.builder().putDecimal(Tag.SliceThickness, Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({
        "20260228, 2026-02-28",
        "2026.02.28, 2026-02-28",
        "20260229,",
        "2026,",
        "today,",
        "20260228123000+0100, 2026-02-28"
    })
    void readsDates(String text, LocalDate date) {
        Dataset dataset = Dataset.builder().put(Tag.StudyDate, text).build();
        assertThat(dataset.date(Tag.StudyDate)).isEqualTo(Optional.ofNullable(date));
    }

    @ParameterizedTest
    @CsvSource({
        "1030, 10:30",
        "103015.5, 10:30:15.5",
        "10:30:15, 10:30:15",
        "10, 10:00",
        "235960, 23:59:59",
        "250000,",
        "1,",
        "abc,"
    })
    void readsTimes(String text, LocalTime time) {
        Dataset dataset = Dataset.builder().put(Tag.StudyTime, text).build();
        assertThat(dataset.time(Tag.StudyTime)).isEqualTo(Optional.ofNullable(time));
    }

    @Test
    void readsDateAndTimeOfADateTime() {
        Dataset dataset = Dataset.builder()
                .put(Tag.AcquisitionDateTime, "20260228103015.25-0500")
                .build();
        assertThat(dataset.date(Tag.AcquisitionDateTime)).contains(LocalDate.of(2026, 2, 28));
        assertThat(dataset.time(Tag.AcquisitionDateTime)).contains(LocalTime.of(10, 30, 15, 250_000_000));
    }

    @Test
    void splitsValuesAndTrimsThem() {
        Dataset dataset = Dataset.builder()
                .put(Tag.ImageType, "ORIGINAL\\ PRIMARY \\\\M ")
                .put(Tag.PatientComments, " kept\\as it is ")
                .put(Tag.StudyInstanceUID, "1.2.3\0")
                .build();
        assertThat(dataset.strings(Tag.ImageType)).containsExactly("ORIGINAL", "PRIMARY", "", "M");
        assertThat(dataset.strings(Tag.PatientComments)).containsExactly(" kept\\as it is");
        assertThat(dataset.string(Tag.StudyInstanceUID)).contains("1.2.3");
    }

    @Test
    void reservesAndFindsPrivateBlocks() {
        Dataset dataset = Dataset.builder()
                .putPrivate("ONE", 0x0099, 1, VR.LO, "a")
                .putPrivate("TWO", 0x0099, 1, VR.LO, "b")
                .putPrivate("ONE", 0x0099, 2, VR.LO, "c")
                .build();
        assertThat(dataset.string(dataset.privateTag("TWO", 0x0099, 1).orElseThrow()))
                .contains("b");
        assertThat(dataset.string(dataset.privateTag("ONE", 0x0099, 2).orElseThrow()))
                .contains("c");
        assertThat(dataset.privateTag("THREE", 0x0099, 1)).isEmpty();
        assertThat(dataset.size()).isEqualTo(5);
    }

    @Test
    void isEqualWhateverThePaddingAndTheCharacterSet() {
        Dataset one = Dataset.builder()
                .putBytes(Tag.PatientID, VR.LO, "1 ".getBytes())
                .build();
        assertThat(one).isEqualTo(Dataset.builder().put(Tag.PatientID, "1").build());
        assertThat(one)
                .hasSameHashCodeAs(Dataset.builder().put(Tag.PatientID, "1").build());
        assertThat(one).isNotEqualTo(Dataset.builder().put(Tag.PatientID, "2").build());
    }

    @Test
    void isEqualWhateverTheGroupLengths() {
        Dataset one = Dataset.builder().putInt(Tags.of(0x0010, 0), 8).build();
        Dataset other = Dataset.builder().putInt(Tags.of(0x0010, 0), 9).build();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(Dataset.empty());
    }

    @Test
    void filtersByTag() {
        Dataset dataset = Dataset.builder()
                .put(Tag.PatientID, "1")
                .put(Tag.Modality, "MR")
                .build();
        assertThat(dataset.filter(tag -> Tags.group(tag) == 0x0010).size()).isEqualTo(1);
    }

    @Test
    void showsNoValuesInItsText() {
        Dataset dataset = Dataset.builder().put(Tag.PatientName, "DOE^JANE").build();
        assertThat(dataset.toString() + List.of(dataset.element(Tag.PatientName).orElseThrow()))
                .doesNotContain("DOE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.2.840.10008.1.2", "2.25.0", "0.0"})
    void knowsValidUids(String uid) {
        assertThat(Uids.isValid(uid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".1", "1..2", "1.02", "1.2a", "1/2", "../1", "1.2 "})
    void knowsInvalidUids(String uid) {
        assertThat(Uids.isValid(uid)).isFalse();
        assertThat(Uids.isValid("1".repeat(65))).isFalse();
    }

    @Test
    void makesValidUids() {
        assertThat(Uids.create())
                .startsWith("2.25.")
                .satisfies(uid -> assertThat(Uids.isValid(uid)).isTrue());
        assertThat(Uids.create()).isNotEqualTo(Uids.create());
        assertThat(Uids.nameBased("a")).isEqualTo(Uids.nameBased("a")).isNotEqualTo(Uids.nameBased("b"));
    }
}
