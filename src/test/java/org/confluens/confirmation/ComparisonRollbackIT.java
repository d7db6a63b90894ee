package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.confluens.LentThread;
import org.confluens.patient.PatientKey;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A comparison that fails half way, on the thread of a run in the background, changes nothing. */
@ExtendWith(ArquillianExtension.class)
class ComparisonRollbackIT {

    private static final long ROW = -7;
    private static final PatientKey PATIENT = new PatientKey("ROLLBACK", "TEST");

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private PatientComparison comparison;

    @Inject
    private LentThread lent;

    @BeforeEach
    void aPatientWhoseComparisonIsStale() throws SQLException {
        execute("insert into concordance_patient (id, patient_id, patient_issuer) values (-7, 'ROLLBACK', 'TEST')");
        execute("insert into segment_comparison (concordance_patient_id, segment_id, side, outcome, rule_id, category)"
                + " values (-7, 'STALE', 'L', 'MR_ONLY', 'CR-01', 'X')");
    }

    @AfterEach
    void forget() throws SQLException {
        execute("alter table concordance_patient drop constraint if exists refuse_rollback");
        execute("delete from segment_comparison where concordance_patient_id = -7");
        execute("delete from concordance_patient where id = -7");
    }

    @Test
    void leavesWhatWasKeptWhenItsLastStatementFails() throws Exception {
        execute("alter table concordance_patient add constraint refuse_rollback"
                + " check (id <> -7 or compared_at is null)");

        assertThatThrownBy(() -> lent.run(this::compare).get()).rootCause().isInstanceOf(SQLException.class);

        assertThat(stale()).as("the row that was deleted before the failure").isEqualTo(1);
    }

    @Test
    void replacesWhatWasKeptWhenItSucceeds() throws Exception {
        lent.run(this::compare).get();

        assertThat(stale()).isZero();
    }

    private boolean compare() {
        comparison.updateTogether(new TreeMap<>(Map.of(ROW, PATIENT)));
        return true;
    }

    private int stale() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from segment_comparison where concordance_patient_id = -7 and segment_id = 'STALE'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
