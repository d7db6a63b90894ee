package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '`',
            value = {
                "left \\T\\ right=left & right",
                "\\F\\\\S\\\\R\\\\E\\=|^~\\",
                "a\\X41\\b\\X4243\\=aAbBC",
                "M\\XC3BC\\ller=Müller",
                "M\\XC3\\\\XBC\\ller=Müller",
                "M\\XFC\\ller=Müller",
                "level C4\\5 right=level C4\\5 right",
                "50 %\\=50 %\\",
                "\\=\\",
                "C4\\5 \\T\\ 6=C4\\5 & 6",
                "\\H\\not\\N\\ seen=not seen",
                "one\\.br\\two=one\rtwo",
                "one\\.sp\\two=one\rtwo",
                "one\\.sp2\\two=one\rtwo",
                "one\\.sp+2\\two=one\rtwo",
                "one\\.in+4\\two=one\rtwo",
                "one\\.sk3\\two=one   two",
                "one\\.ce\\two=one\rtwo",
                "\\Zlocal\\=\\Zlocal\\",
                "\\X4\\=\\X4\\",
                "\\XZZ\\=\\XZZ\\",
                "\\X\\=\\X\\",
                "\\Q\\=\\Q\\",
                "\\P\\=\\P\\",
                "\\M2442\\;3ED\\C2842\\ Taro=山田 Taro",
                "\\C2D41\\plain\\C2842\\=plain",
                "\\C9999\\x=\\C9999\\x",
                "a\\\\b=a\\\\b"
            })
    void readsWhatTheSequencesMean(String sent, String meant) {
        assertThat(new Escapes(Delimiters.STANDARD, StandardCharsets.UTF_8).read(sent))
                .isEqualTo(meant.replace("\\r", "\r"));
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1,M\\XFC\\ller",
        "windows-1252,M\\XFC\\ller",
        "UTF-8,M\\XC3BC\\ller",
        "US-ASCII,M\\XC3BC\\ller"
    })
    void readsBytesInTheCharacterSetOfTheMessage(String charset, String sent) {
        assertThat(new Escapes(Delimiters.STANDARD, Charset.forName(charset)).read(sent))
                .isEqualTo("Müller");
    }

    @Test
    void readsTheRightHalfOfASetThatWasSwitchedTo() {
        String sent = new String(
                "\\C2D4C\\"
                        .concat(new String("Люк".getBytes(Charset.forName("ISO-8859-5")), StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1);

        assertThat(new Escapes(Delimiters.STANDARD, StandardCharsets.ISO_8859_1).read(sent))
                .isEqualTo("Люк");
    }

    @Test
    void knowsTheMarkOfTruncationWhereTheMessageHasOne() {
        Delimiters marks = Delimiters.of("MSH|^~\\&#|").orElseThrow();

        assertThat(new Escapes(marks, StandardCharsets.UTF_8).read("No \\P\\4")).isEqualTo("No #4");
        assertThat(marks.truncation()).isEqualTo(Optional.of("#"));
    }

    /** Whatever stands between escape characters: letters and digits outside of known sequences come through. */
    @Test
    void losesNoCharacterOfAnyText() {
        long seed = 20_261_201;
        Random random = new Random(seed);
        Escapes escapes = new Escapes(Delimiters.STANDARD, StandardCharsets.UTF_8);
        String letters = "abdgjkluvwyzäß57 \\\\";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(escapes.read(text.toString())).as("seed " + seed).isEqualTo(text.toString());
            assertThat(escapes.read(Delimiters.STANDARD.escape(text + "|^~&")))
                    .as("seed " + seed)
                    .isEqualTo(text + "|^~&");
        }
    }
}
