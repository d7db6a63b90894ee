package org.confluens.report.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealKeyTest {

    private static final String KEY = "confluens.security.seal-key-file";
    private static final String GOOD = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private Path folder;

    @Test
    void makesAKeyForItsOwnerAloneAndKeepsIt() throws IOException {
        Settings settings = settings("data", Optional.empty());

        byte[] first = SealKey.open(settings).ofKey();

        Path file = folder.resolve("data").resolve("seal.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SealKey.open(settings).ofKey()).isEqualTo(first);
        assertThat(SealKey.open(settings("other", Optional.empty())).ofKey()).isNotEqualTo(first);
        assertThat(Files.list(folder.resolve("data"))).containsExactly(file);
    }

    @ParameterizedTest
    @CsvSource({
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, rw-r-----, 0600",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, rw----r--, 0600",
        "AAAA, rw-------, holds no key",
        "not-base-64!, rw-------, holds no key"
    })
    void refusesAKeyThatIsNoneOrThatOthersCanRead(String content, String mode, String words) throws IOException {
        Path file = file(content, mode);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SealKey.check(settings("data", Optional.of(file))))
                .withMessageContaining(words)
                .withMessageContaining(KEY)
                .withMessageNotContaining(content);
    }

    @Test
    void refusesANamedKeyThatIsNotThere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SealKey.check(settings("data", Optional.of(folder.resolve("gone")))))
                .withMessageContaining("cannot be read");
        assertThat(folder.resolve("gone")).doesNotExist();
    }

    /** Two nodes, each with a key of its own, would take each other's reports for forged. */
    @Test
    void refusesADatabaseThatIsSealedWithAnotherKeyOrWhoseKeyIsGone() throws SQLException, IOException {
        Settings first = settings("first", Optional.of(file(GOOD, "rw-------")));
        try (Connection connection = database()) {
            new Sealer(first).open(connection);
            assertThatNoException().isThrownBy(() -> new Sealer(first).open(connection));

            Sealer gone = new Sealer(settings("second", Optional.empty()));
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> gone.open(connection))
                    .withMessageContaining(KEY);
            assertThat(folder.resolve("second").resolve("seal.key")).doesNotExist();

            Settings other = settings("second", Optional.empty());
            SealKey.open(other);
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> new Sealer(other).open(connection))
                    .withMessageContaining("another key");
        }
    }

    private Path file(String content, String mode) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "key", ""), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Settings settings(String data, Optional<Path> key) {
        Map<String, String> values =
                new HashMap<>(Map.of("confluens.data-dir", folder.resolve(data).toString()));
        key.ifPresent(file -> values.put(KEY, file.toString()));
        return Settings.of(values);
    }

    private static Connection database() throws SQLException {
        String url = "jdbc:h2:mem:keys;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
        Flyway.configure()
                .dataSource(url, "test", "")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        Connection connection = DriverManager.getConnection(url, "test", "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from report_seal_key");
        }
        return connection;
    }
}
