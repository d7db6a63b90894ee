package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @TempDir
    private Path folder;

    @Test
    void refusesAKeystoreThatIsNone() throws IOException {
        Path keystore = Files.writeString(folder.resolve("keys.p12"), "no key store");
        Settings settings = Settings.of(Map.of(
                "confluens.dicom.port", String.valueOf(freePort()),
                "confluens.http.port", String.valueOf(freePort()),
                "confluens.dicom.tls.keystore", keystore.toString()));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Preflight.check(settings))
                .withMessageContaining("confluens.dicom.tls")
                .withMessageContaining("keys.p12");
    }

    @Test
    void tellsTheScriptWhatItNeeds() throws IOException {
        int dicom = freePort();
        int http = freePort();

        assertThat(Preflight.check(settings(dicom, http, folder.resolve("data")))
                        .lines())
                .contains("dicom_port=" + dicom, "http_port=" + http, "data_dir=" + folder.resolve("data"));
    }

    @Test
    void refusesASenderOfHl7FromANetworkThatIsNone() throws IOException {
        Settings settings = Settings.of(Map.of(
                "confluens.dicom.port", String.valueOf(freePort()),
                "confluens.http.port", String.valueOf(freePort()),
                "confluens.hl7.allowed-senders", "HIS@10.1.0.0/33"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Preflight.check(settings))
                .withMessageContaining("confluens.hl7.allowed-senders");
    }

    @Test
    void refusesAPortInUseByItsKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> Preflight.check(settings(taken.getLocalPort(), freePort(), folder)))
                    .withMessageContaining("confluens.dicom.port is " + taken.getLocalPort());
        }
    }

    @Test
    void refusesADataFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Preflight.check(settings(freePort(), freePort(), file.resolve("data"))))
                .withMessageContaining("confluens.data-dir");
    }

    @Test
    void refusesADataFolderThatARunningServiceUses() throws IOException {
        Settings settings = settings(freePort(), freePort(), folder);
        try (IntakeJournal open = IntakeJournal.open(folder.resolve("intake"), JournalOptions.defaults())) {
            assertThat(open).isNotNull();
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> Preflight.check(settings))
                    .withMessageContaining("another running Confluens uses that folder");
        }
        assertThat(Preflight.check(settings)).contains("data_dir=" + folder);
    }

    private static Settings settings(int dicom, int http, Path data) {
        return Settings.of(Map.of(
                "confluens.dicom.port", String.valueOf(dicom),
                "confluens.http.port", String.valueOf(http),
                "confluens.data-dir", data.toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
