package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.peer.NeedsPeer;
import org.confluens.worklist.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which database a data folder may be started with. */
class InstallationTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderAndADatabaseThatWereStartedTogetherStartAgain() throws SQLException {
        Settings settings = embedded();
        DatabaseStart.prepare(settings);

        assertThatCode(() -> DatabaseStart.prepare(settings)).doesNotThrowAnyException();
        assertThat(folder.resolve(Installation.MARKER)).content().matches("[0-9a-f-]{36}\\s+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "empty file", "of another program"})
    void anEmptyDatabaseBesideAUsedFolderIsRefusedAndLeftEmpty(String how) throws Exception {
        Settings settings = embedded();
        DatabaseStart.prepare(settings);
        empty(how);

        assertThatThrownBy(() -> DatabaseStart.prepare(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is empty")
                .hasMessageContaining(folder.toString())
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> DatabaseStart.prepare(settings)).isInstanceOf(ConfigurationException.class);
    }

    private void empty(String how) throws Exception {
        Path file = folder.resolve("confluens.mv.db");
        Files.delete(file);
        if (how.equals("empty file")) {
            Files.createFile(file);
        } else if (how.equals("of another program")) {
            try (Connection connection =
                            ConfluensDataSource.forMigrations(embedded()).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table something (id int)");
            }
        }
    }

    @Test
    void aFolderThatAnOlderReleaseUsedIsKnownByItsJournal() throws Exception {
        Files.createDirectories(folder.resolve("intake"));
        Files.createFile(folder.resolve("intake").resolve("0000000000000001.journal"));

        assertThatThrownBy(() -> DatabaseStart.prepare(embedded()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void aDatabaseOfAnOlderReleaseIsTakenOverWithItsFolder() throws Exception {
        DatabaseStart.prepare(embedded());
        execute("update installation set identifier = null");
        Files.delete(folder.resolve(Installation.MARKER));

        DatabaseStart.prepare(embedded());

        assertThat(folder.resolve(Installation.MARKER)).content().matches("[0-9a-f-]{36}\\s+");
    }

    @Test
    void theDatabaseOfAnotherInstallationIsRefused() throws Exception {
        DatabaseStart.prepare(embedded());
        Files.writeString(folder.resolve(Installation.MARKER), UUID.randomUUID().toString());

        assertThatThrownBy(() -> DatabaseStart.prepare(embedded()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("belongs to installation");
    }

    @Test
    void aMigrationOfAnotherReleaseInBetweenIsRefused() throws Exception {
        DatabaseStart.prepare(embedded());
        execute("insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\") values"
                + " (9999, '10.5', 'between', 'SQL', 'V10.5__between.sql', 1, 'confluens', 1, true)");

        refusal().contains("newer release").contains("version 10.5").contains("start that release");
    }

    @Test
    void aMigrationThatIsNotTheOneOfThisReleaseIsRefused() throws Exception {
        DatabaseStart.prepare(embedded());
        execute("update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '10'");

        refusal().contains("version 10 by another migration").contains("start the release that wrote it");
    }

    @Test
    void anUpgradeThatBrokeOffIsRefused() throws Exception {
        DatabaseStart.prepare(embedded());
        execute("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '10'");

        refusal().contains("broke off at version 10").contains("put the database back");
    }

    @Test
    void anotherProgramsTablesBesideANewFolderAreRefusedAndLeftAlone() throws Exception {
        execute("create table something (id int)");

        refusal().contains("another program's tables").contains("confluens.db.url");
        execute("drop table something");
        assertThatCode(() -> DatabaseStart.prepare(embedded())).doesNotThrowAnyException();
    }

    /** One line, which names the database. */
    private AbstractStringAssert<?> refusal() {
        return assertThatThrownBy(() -> DatabaseStart.prepare(embedded()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confluens")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aSchemaOfANewerReleaseIsRefused(String success) throws Exception {
        DatabaseStart.prepare(embedded());
        execute("insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\") values"
                + " (9999, '990', 'later', 'SQL', 'V990__later.sql', 1, 'confluens', 1, " + success + ")");

        assertThatThrownBy(() -> DatabaseStart.prepare(embedded()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("990")
                .hasMessageContaining("newer release")
                .message()
                .doesNotContain("\n");
    }

    @Test
    @NeedsPeer("postgres")
    void theSameHoldsForPostgres() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            Settings settings = Settings.of(Map.of(
                    "confluens.data-dir", folder.toString(),
                    "confluens.db.url", postgres.url(),
                    "confluens.db.user", "confluens"));
            DatabaseStart.prepare(settings);
            DatabaseStart.prepare(settings);
            Settings secondNode = Settings.of(Map.of(
                    "confluens.data-dir", folder.resolve("second").toString(),
                    "confluens.db.url", postgres.url(),
                    "confluens.db.user", "confluens"));
            DatabaseStart.prepare(secondNode);
            assertThat(folder.resolve("second").resolve(Installation.MARKER))
                    .hasSameTextualContentAs(folder.resolve(Installation.MARKER));

            try (Connection connection = postgres.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop schema public cascade; create schema public");
            }

            for (Settings node : Stream.of(settings, secondNode).toList()) {
                assertThatThrownBy(() -> DatabaseStart.prepare(node))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("is empty")
                        .hasMessageContaining("postgresql");
            }
        }
    }

    private Settings embedded() {
        return Settings.of(Map.of("confluens.data-dir", folder.toString()));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        ConfluensDataSource.forMigrations(embedded()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
