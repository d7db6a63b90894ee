package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.confluens.dicom.data.ReadProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that is not in the character sets that its data set declares: read as far as it can be, reported, kept. */
class OddTextTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private static byte[] dataSet(String terms, String vr, String hex) {
        byte[] text = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] padded = Arrays.copyOf(text, text.length + text.length % 2);
        EncodedBytes bytes = EncodedBytes.little();
        if (!terms.isEmpty()) {
            bytes.explicit(Tag.SpecificCharacterSet, "CS", terms + " ".repeat(terms.length() % 2));
        }
        return bytes.explicit(Tag.PatientName, vr, padded).bytes();
    }

    private static ReadResult read(byte[] bytes) throws IOException {
        return DatasetReader.read(bytes, EXPLICIT, ReadOptions.keepEverything());
    }

    /** The text and the problems of a value of even length. */
    private static void assertRead(String terms, String hex, String text, Code... problems) throws IOException {
        byte[] bytes = dataSet(terms, "PN", hex);
        ReadResult result = read(bytes);
        assertThat(result.dataset().string(Tag.PatientName))
                .as("%s %s", terms, hex)
                .hasValue(text);
        assertThat(result.problems())
                .as("%s %s", terms, hex)
                .extracting(ReadProblem::code)
                .containsExactlyInAnyOrder(problems);
        assertThat(result.problems()).extracting(ReadProblem::tag).containsOnly(Tag.PatientName);
        assertThat(DatasetWriter.bytes(result.dataset(), EXPLICIT)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1B2442 3B33 1B2842 41, 山A",
        "ISO_IR 100, 1B2442 3B33 1B2842 41, 山A",
        "\\ISO 2022 IR 87, 1B242943 C8AB, 홍",
        "\\ISO 2022 IR 87, 1B242844 3021 1B2842 41, 丂A",
        "ISO 2022 IR 100\\ISO 2022 IR 144, 1B2D46 D941, ΩA",
        "ISO_IR 192, 1B2442 3B33 1B2842 41, 山A",
        "ISO_IR 192, 1B242943 C7D1, 한",
        "GB18030, 1B2442 3B33 1B2842 41, 山A"
    })
    void followsAnEscapeSequenceThatIsNotDeclaredAndReportsIt(String terms, String hex, String text)
            throws IOException {
        assertRead(terms, hex, text, Code.UNDECLARED_ESCAPE);
    }

    @ParameterizedTest
    @CsvSource({
        "\\ISO 2022 IR 87, 1B2442 3B33 1B2842 41, 山A",
        "\\ISO 2022 IR 87\\ISO 2022 IR 159, 1B242844 3021 1B2842 41, 丂A",
        "ISO 2022 IR 13\\ISO 2022 IR 87, D4CF 1B2442 3B33 1B284A, ﾔﾏ山",
        "\\ISO 2022 IR 149, 1B242943 C8AB, 홍",
        "ISO 2022 IR 100\\ISO 2022 IR 144, E9 1B2D4C B6, éЖ"
    })
    void reportsNoEscapeSequenceThatIsDeclared(String terms, String hex, String text) throws IOException {
        byte[] bytes = dataSet(terms, "PN", hex);
        assertThat(read(bytes).problems()).extracting(ReadProblem::code).doesNotContain(Code.UNDECLARED_ESCAPE);
        assertThat(read(bytes).dataset().string(Tag.PatientName)).hasValue(text);
    }

    @Test
    void passesOverAnEscapeSequenceThatDicomDoesNotHaveAndReportsIt() throws IOException {
        assertRead("\\ISO 2022 IR 87", "61 1B2F41 62 20", "ab", Code.UNDECLARED_ESCAPE);
        assertRead("ISO_IR 192", "61 1B2F41 62 20", "a\u001B/Ab", Code.UNDECLARED_ESCAPE);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 192, 4DFC 6C6C, M\uFFFDll",
        "ISO_IR 192, C0AF 41 42, \uFFFD\uFFFDAB",
        "ISO_IR 192, EDA080 41, \uFFFDA",
        "ISO_IR 192, 41 F09F98, A\uFFFD",
        "GB18030, 41 FF42 43, A\uFFFDBC",
        "ISO_IR 109, 41 A5 42 43, A\uFFFDBC",
        "ISO_IR 127, C741 A142, ا\u0041\uFFFDB",
        "ISO_IR 100, 41 93 42 94, A\u0093B\u0094",
        "\\ISO 2022 IR 87, 1B2442 3B33 3B 1B2842 , 山\uFFFD",
        "\\ISO 2022 IR 149, 1B242943 C8AB C841, 홍\uFFFDA"
    })
    void readsBytesThatAreNoCharacterAsFarAsTheyGoAndReportsThem(String terms, String hex, String text)
            throws IOException {
        assertRead(terms, hex, text.translateEscapes(), Code.INVALID_CHARACTERS);
    }

    @Test
    void reportsBytesBeyondAsciiWhereTextHasNoCharacterSet() throws IOException {
        byte[] uid = EncodedBytes.little()
                .explicit(Tag.SOPInstanceUID, "UI", new byte[] {'1', '.', (byte) 0xFF, 0})
                .explicit(Tag.Modality, "CS", new byte[] {'M', (byte) 0xC4})
                .bytes();
        ReadResult result = read(uid);
        assertThat(result.problems())
                .extracting(ReadProblem::code)
                .containsExactly(Code.INVALID_CHARACTERS, Code.INVALID_CHARACTERS);
        assertThat(read(dataSet("", "PN", "4DFC")).problems())
                .extracting(ReadProblem::code)
                .containsExactly(Code.UNDECLARED_CHARACTERS);
    }

    static List<String> terms() {
        return CharacterSets.definedTerms();
    }

    /** Whatever stands in a text, its bytes stay, and its text says the same in UTF-8. */
    @ParameterizedTest
    @MethodSource("terms")
    void keepsEveryPairOfBytesInEverySet(String term) throws IOException {
        for (int pair = 0x1B00; pair <= 0xFFFF; pair += pair < 0x8000 ? 0x111 : 0x0D) {
            byte[] bytes = dataSet(term, "LO", "41%04X42".formatted(pair));
            ReadResult result = read(bytes);
            assertThat(DatasetWriter.bytes(result.dataset(), EXPLICIT)).isEqualTo(bytes);
            String text = result.dataset().string(Tag.PatientName).orElseThrow();
            assertThat(result.has(Code.INVALID_CHARACTERS) || text.indexOf('\uFFFD') < 0)
                    .as("%s %04X is reported", term, pair)
                    .isTrue();
            assertThat(result.dataset().inUtf8().string(Tag.PatientName)).hasValue(text);
        }
    }
}
