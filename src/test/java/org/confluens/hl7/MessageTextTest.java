package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final String TEXT = "MSH|^~\\&|HIS||||||ORM^O01|1|P|2.5||||||%s\rPID|||||Müller^Jörg\r";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UNICODE UTF-8;UTF-8;false",
                "UNICODE;UTF-8;false",
                "UTF-8;UTF-8;true",
                "UTF8;UTF-8;true",
                "utf-8;UTF-8;true",
                "unicode utf8;UTF-8;true",
                "ISO IR 192;UTF-8;true",
                "8859/1;ISO-8859-1;false",
                "ISO-8859-1;ISO-8859-1;true",
                "ISO8859-1;ISO-8859-1;true",
                "iso_8859_1;ISO-8859-1;true",
                "ISO IR 100;ISO-8859-1;true",
                "LATIN1;ISO-8859-1;true",
                "8859/15;ISO-8859-15;false",
                "ISO-8859-15;ISO-8859-15;true",
                "WINDOWS-1252;windows-1252;true",
                "Windows1252;windows-1252;true",
                "CP1252;windows-1252;true",
                "'';UTF-8;false",
                "'';windows-1252;false",
                "ASCII;UTF-8;false",
                "US-ASCII;windows-1252;true",
                "ASCII~8859/1;ISO-8859-1;false",
                "~8859/1;ISO-8859-1;false",
                "8859/1~UNICODE UTF-8;ISO-8859-1;false"
            })
    void understandsTheNamesThatProductsSend(String term, String charset, boolean noted) {
        String text = TEXT.formatted(term);
        MessageText read = MessageText.decode(text.getBytes(Charset.forName(charset)));

        assertThat(read.text()).isEqualTo(text);
        assertThat(read.knownCharset()).isTrue();
        assertThat(read.note().isPresent()).as("noted").isEqualTo(noted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ASCII", "UNICODE UTF-8", "8859/1", "KLINGON"})
    void passesOverAByteOrderMark(String term) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        bytes.writeBytes(TEXT.formatted(term).getBytes(StandardCharsets.UTF_8));
        MessageText read = MessageText.decode(bytes.toByteArray());

        assertThat(read.text()).isEqualTo(TEXT.formatted(term));
        assertThat(read.note()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16"})
    void readsTextOfTwoBytesACharacterWithAndWithoutItsMark(String charset) {
        String text = TEXT.formatted("UNICODE UTF-16");

        assertThat(MessageText.decode(text.getBytes(Charset.forName(charset))).text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "UNICODE UTF-8,windows-1252",
        "UTF8,ISO-8859-1",
        "UNICODE UTF-16,UTF-8",
        "UNICODE UTF-16,windows-1252",
        "ISO IR87,UTF-8"
    })
    void losesNoCharacterOfATextThatIsNotInTheSetThatItNames(String term, String charset) {
        String text = TEXT.formatted(term);
        MessageText read = MessageText.decode(text.getBytes(Charset.forName(charset)));

        assertThat(read.text()).isEqualTo(text);
        assertThat(read.note()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8859/1", "ISO-8859-1", "", "WINDOWS-1252"})
    void keepsTheQuotationMarksThatWindowsHasInPlaceOfControlCharacters(String term) {
        String text = TEXT.formatted(term) + "OBR|„left“ – 50 €\r";

        assertThat(MessageText.decode(text.getBytes(Charset.forName("windows-1252")))
                        .text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KLINGON", "EBCDIC", "UTF-7", "8859/1~KLINGON"})
    void tellsThatAnotherNameIsNotKnown(String term) {
        assertThat(MessageText.decode(TEXT.formatted(term).getBytes(StandardCharsets.UTF_8))
                        .knownCharset())
                .isFalse();
    }
}
