package org.confluens.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {

    private static final Log LOG = Log.of(LogTest.class);
    private static final Logger LOGGER = Logger.getLogger(LogTest.class.getName());

    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void fillsThePlacesOfItsText() {
        LOG.warning("{0} of {1} don't {2}", 12_345, "MR1");
        assertThat(line()).isEqualTo("12345 of MR1 don't {2}");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x7, 0x8, 0xA, 0xB, 0xC, 0xD, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200E, 0x2028, 0x2029,
                0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xE0001, 0xE0061, 0xD800, 0xDFFF
            })
    void noCharacterEndsTheLineOrSteersATerminal(int character) {
        String evil = Character.isSupplementaryCodePoint(character)
                ? Character.toString(character)
                : String.valueOf((char) character);
        LOG.info("HL7 message {0} refused", "1" + evil + "INFO: a false line");
        assertThat(line()).doesNotContain(evil).contains("\\u").contains("a false line");
    }

    @Test
    void lettersOfAnyScriptStayAsTheyAre() {
        LOG.info("{0}", "Grüße, Ωmega, 山田, 😀 \\ x");
        assertThat(line()).isEqualTo("Grüße, Ωmega, 山田, 😀 \\ x");
    }

    @Test
    void aLineHasABoundedLength() {
        LOG.info(
                "{0}{1}{2}{3}{4}{5}",
                (Object[]) new String[] {
                    "a".repeat(5_000_000),
                    "b".repeat(2_000),
                    "c".repeat(2_000),
                    "d".repeat(2_000),
                    "e".repeat(2_000),
                    "f"
                });
        assertThat(line()).hasSizeLessThanOrEqualTo(LogText.LONGEST_LINE + 1);
    }

    @Test
    void anExceptionIsToldByClassAndPlaceAndNotByItsMessage() {
        SQLException cause = new SQLException("Value too long: 'DOE^JANE'", "22001");
        LOG.error("not kept: {0}", new IllegalStateException("DOE^JANE", new RuntimeException("DOE^JANE", cause)));
        assertThat(line())
                .doesNotContain("DOE")
                .contains("IllegalStateException, because of java.lang.RuntimeException, because of")
                .contains("SQLException (SQL state 22001), at ")
                .contains("LogTest.java");
        assertThat(records.get(0).getThrown()).isNull();
    }

    @Test
    void whatTheNetworkSaysIsTold() {
        LOG.warning("{0}", new java.io.IOException("DOE", new ConnectException("Connection refused")));
        assertThat(line()).contains("(Connection refused)").doesNotContain("DOE");
    }

    @Test
    void aChainOfCausesThatTurnsInACircleEnds() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        LOG.warning("{0}", first);
        assertThat(line()).startsWith("java.lang.Exception, at ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/x?user=u&password=hush5&ssl=true",
                "jdbc:postgresql://joe:hush5@db:5432/x",
                "https://hush5@pacs/dicom-web",
                "https://joe:pa@hush5@pacs/dicom-web",
                "jdbc:h2:file:x;USER=u;PASSWORD=hush5",
                "jdbc:oracle:thin:scott/hush5@//db:1521/x",
                "jdbc:oracle:thin:hush5@db:1521:x",
                "confluens.db.url is \"jdbc:oracle:oci:scott/ti@hush5@db\"",
                "jdbc:h2:file:x;Pwd=hush5",
                "-Xmx1g -Djavax.net.ssl.keyStorePassword=hush5 -Dx=y",
                "-Djavax.net.ssl.trustStorePassword='hu sh5' -Dx=y",
                "confluens.db.password = hush5 (environment)",
                "\"password\": \"hu hush5\"",
                "client_secret=hush5",
                "access_token=hush5&x=y",
                "api_key: hush5",
                "https://x/?token%3Dhush5",
                "sslpassword=hush5",
                "passphrase=hush5",
                "passwd=hush5"
            })
    void aSecretIsMaskedByWhatStandsBeforeIt(String text) {
        LOG.info("configuration: {0}", text);
        assertThat(line()).doesNotContain("sh5").contains(Secrets.MASK);
        assertThat(Secrets.masked(Secrets.masked(text))).isEqualTo(Secrets.masked(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "confluens.db.password =  (default)",
                "ORTHANC@127.0.0.1:4242",
                "MR1@10.0.0.0/8#CN=x",
                "https://pacs/dicom-web?at=a@b",
                "confluens.security.users = /etc/confluens/passwords"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }

    private String line() {
        assertThat(records).hasSize(1);
        return records.get(0).getMessage();
    }
}
