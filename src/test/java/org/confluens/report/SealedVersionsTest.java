package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's own promise that what was sent stays as it was. */
class SealedVersionsTest {

    @TempDir
    private Path folder;

    @Test
    void refusesToChangeOrDeleteAVersionAlsoAfterTheDatabaseWasClosed() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("db") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        Flyway.configure()
                .dataSource(url, "test", "")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        execute(url, INSERT_REPORT, INSERT_VERSION);

        assertThatThrownBy(() -> execute(url, "update report_version set stage = 'DRAFT'"))
                .hasMessageContaining(SealedVersions.REFUSAL);
        assertThatThrownBy(() -> execute(url, "delete from report_version"))
                .hasMessageContaining(SealedVersions.REFUSAL);
        assertThat(stage(url)).isEqualTo("VERIFIED");
    }

    private static final String INSERT_REPORT = """
            insert into report (id, lock_version, study_instance_uid, patient_id, patient_issuer, patient_name,
                patient_birth_date, patient_sex, study_date, accession_number, description, template_id, template_version,
                state, origin, series_instance_uid, form_values, versions, edited_by, withdrawn_reason, created_at, changed_at)
            values (1, 1, '1.2', 'P1', 'TEST', 'DOE^JANE', '', '', '', '', '', 'mr-venography', '1.0', 'VERIFIED', 'OWN',
                '1.3', '{}', 1, '', '', now(), now())
            """;

    private static final String INSERT_VERSION = """
            insert into report_version (id, report_id, number, stage, sop_instance_uid, form_values, document,
                verified_by, made_by, made_at)
            values (1, 1, 1, 'VERIFIED', '1.4', '{}', X'00', '', '', now())
            """;

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "test", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String stage(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "test", "");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select stage from report_version")) {
            row.next();
            return row.getString(1);
        }
    }
}
