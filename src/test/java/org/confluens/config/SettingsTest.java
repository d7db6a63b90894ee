package org.confluens.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void theDefaultsOfTheTableAreAllAllowed() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.integer("confluens.dicom.port")).isEqualTo(11_112);
        assertThat(settings.duration("confluens.study.stable-after")).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.duration("confluens.concordance.window")).isEqualTo(Duration.ofDays(180));
    }

    @ParameterizedTest
    @CsvSource({
        "confluens.dicom.port, 70000",
        "confluens.dicom.port, eleven",
        "confluens.dicom.ae-title, A_TITLE_THAT_IS_TOO_LONG",
        "confluens.dicom.max-associations, 0",
        "confluens.study.stable-after, soon",
        "confluens.study.stable-after, -PT5S",
        "confluens.confirmation.auto-schedule, yes",
        "confluens.pacs, PACS:4242",
        "confluens.pacs, ftp://pacs/dicom",
        "confluens.pacs, https://pacs.example/dicom-web?key=1",
        "confluens.pacs, https://pacs.example/dicom-web#1",
        "confluens.dicom.allowed-callers, 'PACS,'",
        "confluens.hl7.allowed-senders, 'HIS,'",
        "confluens.hl7.allowed-senders, HIS|HOSP@10.0.0.1@10.0.0.2",
        "confluens.hl7.allowed-senders, HIS|HOSP|X",
        "confluens.hl7.keep, 0d",
        "confluens.hl7.keep, 30",
        "confluens.hl7.max-message-size, 0",
        "confluens.hl7.max-message-size, 1025",
        "confluens.hl7.max-connections, 0"
    })
    void refusesAValueAndNamesKeyValueAndWhatIsAllowed(String key, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of(key, value)))
                .withMessageContaining(key)
                .withMessageContaining("'" + value + "'")
                .withMessageContaining("allowed is");
    }

    /** It would be sent to nobody, and shown to everybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {"https://doe:hush@pacs.example/dicom-web", "http://doe@pacs/", "https://:hush@pacs/dicom-web"})
    void refusesAPasswordInTheAddressOfThePacs(String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("confluens.pacs", value)))
                .withMessageContaining("without user, password")
                .withMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({"ORTHANC@127.0.0.1:4242", "PACS@[::1]:104", "https://pacs.example/dicom-web"})
    void takesAPacsByDimseOrDicomweb(String value) {
        assertThat(Settings.of(Map.of("confluens.pacs", value)).text("confluens.pacs"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "2s,PT2S", "5m,PT5M", "1h,PT1H", "PT90S,PT90S"})
    void readsTimesInShortAndIsoForm(String text, Duration expected) {
        assertThat(Settings.of(Map.of("confluens.study.stable-after", text)).duration("confluens.study.stable-after"))
                .isEqualTo(expected);
    }

    @Test
    void refusesAnUnknownKeyAndNamesTheNearest() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("confluens.dicom.prot", "104")))
                .withMessageContaining("confluens.dicom.prot")
                .withMessageContaining("the nearest is confluens.dicom.port");
    }

    @Test
    void refusesAnUnknownVariableOfTheEnvironment() {
        ConfigurationSource environment =
                new ConfigurationSource("environment", Map.of("CONFLUENS_HTTP_PORTS", "80", "HOME", "/root"), true);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.resolve(List.of(environment)))
                .withMessageContaining("CONFLUENS_HTTP_PORTS")
                .withMessageContaining("CONFLUENS_HTTP_PORT");
    }

    @Test
    void theEnvironmentIsStrongerThanTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("confluens.properties"), "confluens.dicom.port=104\nconfluens.http.port=81\n");
        ConfigurationSource environment =
                new ConfigurationSource("environment", Map.of("CONFLUENS_DICOM_PORT", "4100"), true);

        Settings settings = Settings.resolve(List.of(environment, ConfigurationSources.file(file)));

        assertThat(settings.integer("confluens.dicom.port")).isEqualTo(4_100);
        assertThat(settings.integer("confluens.http.port")).isEqualTo(81);
        assertThat(settings.describe())
                .contains(
                        "confluens.dicom.port = 4100 (environment)",
                        "confluens.http.port = 81 (" + file + ")",
                        "confluens.http.bind = 127.0.0.1 (default)");
    }

    @Test
    void masksSecrets() {
        Settings settings = Settings.of(Map.of("confluens.db.password", "hunter2"));

        assertThat(settings.describe())
                .contains("confluens.db.password = ******** (given values)")
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void refusesToAskForUsersThatAreNotThere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("confluens.dicom.user-identity", "require")))
                .withMessageContaining("confluens.security.users");
    }

    @Test
    void refusesAWebServerBeyondLoopbackWithoutUsers() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Settings.of(Map.of("confluens.http.bind", "0.0.0.0")))
                .withMessageContaining("confluens.security.users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0", "::", "[::]", "::0", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0", "192.0.2.1"})
    void refusesLoginsInTheClearBeyondLoopbackHoweverTheAddressIsWritten(String address) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        Settings.of(Map.of("confluens.http.bind", address, "confluens.security.users", "/etc/users")))
                .withMessageContaining("confluens.http.proxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1", "localhost", "::1", "::ffff:127.0.0.1", "127.255.255.254"})
    void takesEveryAddressOfLoopback(String address) {
        assertThat(Settings.of(Map.of("confluens.http.bind", address)).text("confluens.http.bind"))
                .isEqualTo(address);
    }

    @Test
    void namesADifferentPortForEachListener() {
        assertThat(Settings.of(Map.of()).integer("confluens.dicom.tls.port")).isEqualTo(2_762);
    }
}
