package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterSetTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private static String decoded(String terms, String hex, VR vr) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        List<String> list = terms.isEmpty() ? List.of() : List.of(terms.split("\\\\", -1));
        return CharacterSet.of(list).decode(bytes, 0, bytes.length, vr);
    }

    private static ReadResult read(String terms, VR vr, byte[] text) throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.SpecificCharacterSet, "CS", terms + " ".repeat(terms.length() % 2))
                .explicit(Tag.PatientName, vr.name(), text)
                .bytes();
        return DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything());
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, ISO-8859-1, Äneas^Rüdiger",
        "ISO_IR 101, ISO-8859-2, Wałęsa^Świętosław",
        "ISO_IR 109, ISO-8859-3, Ĉapek^Ĝino",
        "ISO_IR 110, ISO-8859-4, Bērziņš^Jānis",
        "ISO_IR 144, ISO-8859-5, Люкceмбypг",
        "ISO_IR 127, ISO-8859-6, قباني^لنزار",
        "ISO_IR 126, ISO-8859-7, Διονυσιος",
        "ISO_IR 138, ISO-8859-8, שרון^דבורה",
        "ISO_IR 148, ISO-8859-9, Çavuşoğlu^Gülşen",
        "ISO_IR 203, ISO-8859-15, Lœuvre^Žan",
        "ISO_IR 13, JIS_X0201, ﾔﾏﾀﾞ^ﾀﾛｳ",
        "ISO_IR 166, TIS-620, สมชาย^ใจดี",
        "ISO_IR 192, UTF-8, Wang^XiaoDong=王^小東",
        "GB18030, GB18030, Wang^XiaoDong=王^小东=𠮷",
        "GBK, GBK, Wang^XiaoDong=王^小东"
    })
    void decodesEveryTermWithoutCodeExtensions(String term, String charset, String name) throws IOException {
        ReadResult result = read(term, VR.PN, name.getBytes(Charset.forName(charset)));
        assertThat(result.has(ReadProblem.Code.UNKNOWN_CHARACTER_SET)).isFalse();
        assertThat(result.dataset().string(Tag.PatientName)).contains(name);
    }

    @Test
    void reportsNoDefinedTerm() throws IOException {
        for (String term : CharacterSets.definedTerms()) {
            assertThat(read(term, VR.PN, "DOE^JANE".getBytes()).problems())
                    .as(term)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2D41, ISO-8859-1, é", "2D42, ISO-8859-2, ł", "2D43, ISO-8859-3, Ĉ", "2D44, ISO-8859-4, ē",
        "2D4C, ISO-8859-5, Ж", "2D47, ISO-8859-6, ق", "2D46, ISO-8859-7, Ω", "2D48, ISO-8859-8, ש",
        "2D4D, ISO-8859-9, ş", "2D62, ISO-8859-15, €", "2949, JIS_X0201, ﾔ", "2D54, TIS-620, ส",
        "242943, EUC-KR, 홍", "242941, GB2312, 王"
    })
    void switchesTheRightHalfByEveryEscapeSequence(String escape, String charset, String character) {
        String hex = "61 1B" + escape + HexFormat.of().formatHex(character.getBytes(Charset.forName(charset))) + "62";
        assertThat(decoded("\\ISO 2022 IR 100", hex, VR.LO)).isEqualTo("a" + character + "b");
    }

    @ParameterizedTest
    @CsvSource({"2442 3B33, 山", "242844 3021, 丂", "284A 42, B", "2842 41, A"})
    void switchesTheLeftHalfByEveryEscapeSequence(String bytes, String character) {
        assertThat(decoded("\\ISO 2022 IR 87", "1B" + bytes + "1B2842 41", VR.LT))
                .isEqualTo(character + "A");
    }

    @Test
    void decodesTheNamesOfTheStandardsAnnexH() {
        String h31 = "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D"
                + "1B24422464245E24401B28425E1B2442243F246D24261B2842";
        assertThat(decoded("\\ISO 2022 IR 87", h31, VR.PN)).isEqualTo("Yamada^Tarou=山田^太郎=やまだ^たろう");
        String h32 = "D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A3D"
                + "1B24422464245E24401B284A5E1B2442243F246D24261B284A";
        assertThat(decoded("ISO 2022 IR 13\\ISO 2022 IR 87", h32, VR.PN)).isEqualTo("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
        String i2 = "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF";
        assertThat(decoded("\\ISO 2022 IR 149", i2, VR.PN)).isEqualTo("Hong^Gildong=洪^吉洞=홍^길동");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5E", "3D", "5C", "0D", "0A", "0C", "09"})
    void resetsAtDelimitersAndControlCharacters(String delimiter) {
        String reset = decoded("ISO 2022 IR 100\\ISO 2022 IR 144", "1B2D4C B6" + delimiter + "E9", VR.PN);
        assertThat(reset).startsWith("Ж").endsWith("é").hasSize(3);
    }

    @Test
    void keepsTheDesignationAcrossWhatIsNoDelimiterInTheVr() {
        assertThat(decoded("ISO 2022 IR 100\\ISO 2022 IR 144", "1B2D4C B65EB6", VR.LO))
                .isEqualTo("Ж^Ж");
        assertThat(decoded("ISO 2022 IR 100\\ISO 2022 IR 144", "1B2D4C B65CB6", VR.LT))
                .isEqualTo("Ж\\Ж");
    }

    @Test
    void takesABackslashWithinACharacterForNoDelimiter() throws IOException {
        byte[] text = "誠\\b".getBytes(Charset.forName("GB18030"));
        byte[] trail = {(byte) 0x81, 0x5C, 0x5C, 'b'};
        assertThat(read("GB18030", VR.LO, text).dataset().strings(Tag.PatientName))
                .containsExactly("誠", "b");
        assertThat(read("GB18030", VR.LO, trail).dataset().strings(Tag.PatientName))
                .hasSize(2);
        byte[] kanji = HexFormat.of().parseHex("1B2442305C1B28425C62");
        assertThat(read("\\ISO 2022 IR 87", VR.LO, kanji).dataset().strings(Tag.PatientName))
                .containsExactly(decoded("\\ISO 2022 IR 87", "1B2442305C1B2842", VR.LO), "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISO-IR 144",
                "ISO IR 144",
                "ISO_IR_144",
                "iso_ir 144",
                "ISO 2022 IR144",
                "ISO-8859-5",
                "ISO 8859-5"
            })
    void understandsMisspelledTermsAndReportsThem(String term) throws IOException {
        ReadResult result = read(term, VR.LO, new byte[] {(byte) 0xB6, 'a'});
        assertThat(result.has(ReadProblem.Code.UNKNOWN_CHARACTER_SET)).isTrue();
        assertThat(result.dataset().string(Tag.PatientName)).contains("Жa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO_IR 192\\ISO 2022 IR 87", "\\GB18030", "GBK\\GBK"})
    void reportsASetThatAllowsNoCodeExtensionsAmongOthers(String terms) throws IOException {
        assertThat(read(terms, VR.PN, new byte[0]).has(ReadProblem.Code.UNKNOWN_CHARACTER_SET))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "unicode", "UTF-32", "IBM037", "Cp500"})
    void takesNoSetInWhichDelimitersAreOtherBytes(String term) throws IOException {
        ReadResult result = read(term, VR.PN, "DOE^JANE".getBytes(StandardCharsets.US_ASCII));
        assertThat(result.has(ReadProblem.Code.UNKNOWN_CHARACTER_SET)).isTrue();
        assertThat(result.dataset().string(Tag.PatientName)).contains("DOE^JANE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ISO_IR 6", "ISO_IR 999", "no such set", "\\\\", "2022", "%s", "-"})
    void guessesTextWhoseSetIsUnknown(String term) throws IOException {
        assertThat(read(term, VR.LO, "Müller".getBytes(StandardCharsets.UTF_8))
                        .dataset()
                        .string(Tag.PatientName))
                .contains("Müller");
        assertThat(read(term, VR.LO, "Müller".getBytes(StandardCharsets.ISO_8859_1))
                        .dataset()
                        .string(Tag.PatientName))
                .contains("Müller");
    }

    @Test
    void readsSpacesAndMarksHalfCharactersBetweenPairs() {
        assertThat(decoded("\\ISO 2022 IR 87", "1B2442 3B33 20 4544 1B2842", VR.LO))
                .isEqualTo("山 田");
        assertThat(decoded("\\ISO 2022 IR 87", "1B2442 3B33 3B", VR.LO)).isEqualTo("山\uFFFD");
        assertThat(decoded("\\ISO 2022 IR 149", "1B242943 C8AB C8 41", VR.LO)).isEqualTo("홍\uFFFDA");
    }

    @Test
    void passesOverEscapeSequencesThatItDoesNotKnow() {
        assertThat(decoded("\\ISO 2022 IR 87", "61 1B2F41 62 1B 1B", VR.LO)).isEqualTo("ab");
        assertThat(decoded("ISO_IR 100", "61 1B2442 3B33 1B2842", VR.LO)).isEqualTo("a山");
    }

    @Test
    void itemsInheritTheSetAndMayHaveTheirOwn() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.SpecificCharacterSet, "CS", "ISO_IR 144")
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", EncodedBytes.UNDEFINED)
                .item(EncodedBytes.UNDEFINED)
                .explicit(Tag.CodeMeaning, "LO", new byte[] {(byte) 0xB6, ' '})
                .endItem()
                .item(EncodedBytes.UNDEFINED)
                .explicit(Tag.SpecificCharacterSet, "CS", "ISO_IR 100")
                .explicit(Tag.CodeMeaning, "LO", new byte[] {(byte) 0xE9, ' '})
                .endItem()
                .endSequence()
                .bytes();
        Dataset dataset = DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(dataset.items(Tag.ProcedureCodeSequence))
                .extracting(item -> item.string(Tag.CodeMeaning, ""))
                .containsExactly("Ж", "é");
        assertThat(DatasetWriter.bytes(dataset, EXPLICIT)).isEqualTo(bytes);
    }

    @Test
    void transcodesTextThatCameAsUnToo() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.SpecificCharacterSet, "CS", "ISO_IR 144")
                .explicit(Tag.PatientName, "UN", new byte[] {(byte) 0xB6, ' '})
                .bytes();
        Dataset dataset = DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(dataset.inUtf8().string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(dataset.inUtf8().string(Tag.PatientName)).contains("Ж");
        assertThat(dataset.inUtf8().bytes(Tag.PatientName).orElseThrow())
                .startsWith("Ж".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void appliesASetThatComesTooLateToWhatCameBefore() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicitHeader(Tag.ProcedureCodeSequence, "SQ", EncodedBytes.UNDEFINED)
                .item(EncodedBytes.UNDEFINED)
                .explicit(Tag.CodeMeaning, "LO", new byte[] {(byte) 0xB6, ' '})
                .endItem()
                .endSequence()
                .explicit(Tag.PatientName, "PN", new byte[] {(byte) 0xB6, ' '})
                .explicit(Tag.SpecificCharacterSet, "CS", "ISO_IR 144")
                .bytes();
        Dataset dataset = DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(dataset.string(Tag.PatientName)).contains("Ж");
        assertThat(dataset.item(Tag.ProcedureCodeSequence).orElseThrow().string(Tag.CodeMeaning))
                .contains("Ж");
    }

    @Test
    void writesWhatWasReadInItsOwnBytes() throws IOException {
        ReadResult result = read("ISO_IR 144", VR.PN, "Люк".getBytes(Charset.forName("ISO-8859-5")));
        byte[] written = DatasetWriter.bytes(result.dataset(), EXPLICIT);
        Dataset again = DatasetReader.read(written, EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(again).isEqualTo(result.dataset());
        assertThat(again.string(Tag.SpecificCharacterSet)).contains("ISO_IR 144");
    }

    @Test
    void keepsTheSetOfTextThatStandsBeforeIt() throws IOException {
        byte[] bytes = EncodedBytes.little()
                .explicit(Tag.SpecificCharacterSet, "CS", "ISO_IR 144")
                .explicit(Tags.of(0x0004, 0x1141), "LO", new byte[] {(byte) 0xB6, ' '})
                .explicit(Tag.PatientName, "PN", new byte[] {(byte) 0xB6, ' '})
                .bytes();
        Dataset dataset = DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        Dataset again = DatasetReader.read(
                        DatasetWriter.bytes(dataset, EXPLICIT), EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(again).isEqualTo(dataset);
        assertThat(again.string(Tag.SpecificCharacterSet)).contains("ISO_IR 144");
    }

    @Test
    void writesAllInUtf8OnceTextOfAnotherSetIsAdded() throws IOException {
        Dataset mixed = read("ISO_IR 144", VR.PN, "Люк".getBytes(Charset.forName("ISO-8859-5"))).dataset().toBuilder()
                .put(Tag.PatientComments, "山田")
                .build();
        Dataset again = DatasetReader.read(DatasetWriter.bytes(mixed, EXPLICIT), EXPLICIT, ReadOptions.keepEverything())
                .dataset();
        assertThat(again.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(again.string(Tag.PatientName)).contains("Люк");
        assertThat(again.string(Tag.PatientComments)).contains("山田");
    }
}
