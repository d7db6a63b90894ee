package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recoded is read back by our reader, which knows nothing of how it was written. */
class TextRecodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ISO_IR 100;Äneas^Rüdiger",
                "ISO_IR 101;Wałęsa^Łukasz",
                "ISO_IR 144;Люкceмбypг",
                "ISO_IR 126;Διονυσιος",
                "ISO_IR 138;שרון^דבורה",
                "ISO_IR 127;قباني^لنزار",
                "ISO_IR 166;นามสกุล^ชื่อ",
                "ISO_IR 148;Çelik^Işıl",
                "ISO_IR 192;Yamada^Tarou=山田^太郎=やまだ^たろう",
                "GB18030;Wang^XiaoDong=王^小东",
                "\\ISO 2022 IR 87;Yamada^Tarou=山田^太郎=やまだ^たろう",
                "\\ISO 2022 IR 149;Hong^Gildong=洪^吉洞=홍^길동",
                "\\ISO 2022 IR 58;Zhang^XiaoDong=张^小东",
                "ISO_IR 13;ﾔﾏﾀﾞ^ﾀﾛｳ",
                "ISO 2022 IR 13\\ISO 2022 IR 87;ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                "ISO 2022 IR 13\\ISO 2022 IR 87;YAMADA A山ﾔ田b^ﾀﾛｳ",
                "\\ISO 2022 IR 87\\ISO 2022 IR 159;山丂田^a丂b",
                "\\ISO 2022 IR 87\\ISO 2022 IR 149;山한田a글^홍길동",
                "ISO 2022 IR 100\\ISO 2022 IR 144;ÄЛéЮ a кc^Äneas",
                "ISO 2022 IR 100\\ISO 2022 IR 144;Äneas^Люкc"
            })
    void readsBackTheSame(String set, String name) throws IOException {
        List<String> terms = Arrays.asList(set.split("\\\\", -1));
        Dataset item = Dataset.builder().put(Tag.PatientName, name).build();
        Dataset recoded = TextRecoding.into(
                        terms,
                        item.toBuilder()
                                .putItems(Tag.ReferencedStudySequence, item)
                                .build())
                .orElseThrow();

        byte[] bytes = DatasetWriter.bytes(recoded, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        Dataset read = DatasetReader.read(
                        new ByteArrayInputStream(bytes),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        ReadOptions.keepEverything())
                .dataset();
        assertThat(read.strings(Tag.SpecificCharacterSet)).isEqualTo(terms);
        assertThat(read.string(Tag.PatientName)).contains(name);
        assertThat(read.item(Tag.ReferencedStudySequence).orElseThrow().string(Tag.PatientName))
                .contains(name);
    }

    @Test
    void switchesBackWhereTheValueHasNoDelimiterThatDoes() throws IOException {
        List<String> terms = List.of("ISO 2022 IR 100", "ISO 2022 IR 144");
        Dataset item = Dataset.builder()
                .put(Tag.PatientID, "Люк=é^Ж", "é")
                .put(Tag.PatientComments, "Ж\\é\r\nÄЖ")
                .build();
        byte[] bytes = DatasetWriter.bytes(
                TextRecoding.into(terms, item).orElseThrow(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        Dataset read = DatasetReader.read(bytes, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, ReadOptions.keepEverything())
                .dataset();
        assertThat(read.strings(Tag.PatientID)).containsExactly("Люк=é^Ж", "é");
        assertThat(read.string(Tag.PatientComments)).contains("Ж\\é\r\nÄЖ");
    }

    @Test
    void writesNoEscapeSequenceThatTheStandardLacks() {
        Dataset item = Dataset.builder().put(Tag.PatientName, "ﾔﾏﾀﾞ").build();
        assertThat(TextRecoding.into(List.of("", "ISO 2022 IR 87"), item)).isEmpty();
    }

    @Test
    void doesNotWriteAYenSignThatWouldBeReadAsADelimiter() {
        Dataset item = Dataset.builder().put(Tag.PatientID, "a\u00A5b").build();
        assertThat(TextRecoding.into(List.of("ISO_IR 13"), item)).isEmpty();
    }

    @Test
    void writesTheBytesOfTheStandardsExample() {
        Dataset item =
                Dataset.builder().put(Tag.PatientName, "Yamada^Tarou=山田^太郎").build();
        Dataset recoded = TextRecoding.into(List.of("", "ISO 2022 IR 87"), item).orElseThrow();

        String bytes = new String(recoded.bytes(Tag.PatientName).orElseThrow(), StandardCharsets.ISO_8859_1);
        assertThat(bytes.strip()).isEqualTo("Yamada^Tarou=\u001B$B;3ED\u001B(B^\u001B$BB@O:\u001B(B");
    }

    @Test
    void givesNothingWhenTheSetCanNotHoldTheTextOrIsUnknown() {
        Dataset item = Dataset.builder().put(Tag.PatientName, "山田^太郎").build();

        assertThat(TextRecoding.into(List.of("ISO_IR 100"), item)).isEmpty();
        assertThat(TextRecoding.into(List.of("ISO_IR 999"), item)).isEmpty();
        assertThat(TextRecoding.into(List.of(), item)).isEmpty();
    }
}
