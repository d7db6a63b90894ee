package org.confluens.report.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.confluens.peer.NeedsPeer;
import org.confluens.worklist.PostgresServer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was there before there were seals gets them once, by the migration, and never again. */
class SealMigrationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1203})
    void sealsEveryVersionAndReportOfADatabaseOfBefore(int reports) throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("db") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        migrate(url, "80");
        fill(url, reports);

        withDataFolder(() -> migrate(url, "latest"));

        assertThat(numbers(url, "select count(*) from report_version_seal where at_upgrade"))
                .containsExactly(2L * reports);
        assertThat(numbers(url, "select count(*) from report where state_seal is null"))
                .containsExactly(0L);
        assertThat(folder.resolve("data").resolve("seal.key")).exists();
    }

    @Test
    @NeedsPeer("postgres")
    void doesTheSameOnPostgresql() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            String url = postgres.url();
            migrate(url, "80");
            fill(url, 3);

            withDataFolder(() -> migrate(url, "latest"));

            assertThat(numbers(url, "select count(*) from report_version_seal where at_upgrade"))
                    .containsExactly(6L);
            assertThat(numbers(url, "select count(*) from report where state_seal is null"))
                    .containsExactly(0L);
        }
    }

    @Test
    void sealsNothingThatComesWithoutASealLater() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("db") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        migrate(url, "latest");
        assertThat(folder.resolve("data"))
                .as("no key before there is anything to seal")
                .doesNotExist();
        fill(url, 1);

        withDataFolder(() -> migrate(url, "latest"));

        assertThat(numbers(url, "select count(*) from report_version_seal")).containsExactly(0L);
    }

    /** The migration reads the settings of its process, which here are the data folder alone. */
    private void withDataFolder(Runnable work) {
        Properties before = System.getProperties();
        Properties ours = new Properties();
        before.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("confluens."))
                .forEach(name -> ours.setProperty(name, before.getProperty(name)));
        ours.setProperty("confluens.data-dir", folder.resolve("data").toString());
        System.setProperties(ours);
        try {
            work.run();
        } finally {
            System.setProperties(before);
        }
    }

    private static void migrate(String url, String target) {
        Flyway.configure()
                .dataSource(url, user(url), "")
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void fill(String url, int reports) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user(url), "");
                Statement statement = connection.createStatement()) {
            String series = url.startsWith("jdbc:h2") ? "system_range" : "generate_series";
            statement.execute("""
                    insert into report (id, lock_version, study_instance_uid, patient_id, patient_issuer, patient_name,
                        patient_birth_date, patient_sex, study_date, accession_number, description, template_id,
                        template_version, state, origin, series_instance_uid, form_values, versions, verified_version,
                        current_version, edited_by, withdrawn_reason, created_at, changed_at)
                    select i, 1, '1.2.' || i, 'P' || i, 'TEST', 'DOE^JANE', '', '', '', '', '', 'mr-venography', '1.0',
                        'VERIFIED', 'OWN', '1.3.' || i, '{}', 2, 2, 2, '', '', now(), now()
                    from %s(1, %d) as n(i)""".formatted(series, reports));
            statement.execute("""
                    insert into report_version (id, report_id, number, stage, sop_instance_uid, form_values, document,
                        verified_by, made_by, made_at)
                    select 2 * i + k, i, k, 'VERIFIED', '1.4.' || i || '.' || k, '{}', document, '', '', now()
                    from %1$s(1, %2$d) as n(i), %1$s(1, 2) as m(k), (select %3$s as document) as d""".formatted(series, reports, url.startsWith("jdbc:h2") ? "X'00'" : "'\\x00'::bytea"));
        }
    }

    private static String user(String url) {
        return url.startsWith("jdbc:h2") ? "test" : "confluens";
    }

    private static List<Long> numbers(String url, String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user(url), "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }
}
