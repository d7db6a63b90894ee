package org.confluens.confirmation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.Examination;
import org.confluens.finding.Role;
import org.confluens.intake.PatientKey;

/**
 * Keeps what counted for each segment when its patient was last compared, in wide rows that statistics read, and the one
 * row a patient that is locked meanwhile. Writes only what has changed.
 */
@ApplicationScoped
class ComparisonStore {
    private static final String COLUMNS = "side, outcome, rule_id, category, mrv, mrv_date, mrv_reader,"
            + " ctv, ctv_date, ctv_reader, ultrasound, ultrasound_date, ultrasound_reader,"
            + " catheter, catheter_date, catheter_reader, ivus, ivus_date, ivus_reader";
    private static final int COLUMN_COUNT = 19;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private Clock clock;
    private VeinMap veins;

    protected ComparisonStore() {}

    @Inject
    ComparisonStore(Clock clock, VeinMap veins) {
        this.clock = clock;
        this.veins = veins;
    }

    /** Makes sure that the patient has a row, and locks it until the caller's transaction ends. */
    @Transactional
    long lock(PatientKey patient) {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into concordance_patient (id, patient_id, patient_issuer)"
                            + " values (nextval('concordance_patient_seq'), ?, ?) on conflict do nothing")) {
                insert.setString(1, patient.id());
                insert.setString(2, patient.issuer());
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from concordance_patient" + " where patient_id = ? and patient_issuer = ? for update")) {
                select.setString(1, patient.id());
                select.setString(2, patient.issuer());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        } catch (SQLException e) {
            throw new ComparisonStoreException(e);
        }
    }

    /** Replaces the rows of a patient by what was compared now. */
    @Transactional
    void write(long patientRow, List<SegmentConcordance> compared) {
        try (Connection connection = database.getConnection()) {
            Map<String, List<String>> old = read(connection, patientRow);
            List<String> gone = new ArrayList<>(old.keySet());
            List<SegmentConcordance> changed = new ArrayList<>();
            for (SegmentConcordance segment : compared) {
                String id = segment.segment().id();
                if (values(segment).equals(old.get(id))) {
                    gone.remove(id);
                } else {
                    changed.add(segment);
                }
            }
            delete(connection, patientRow, gone);
            insert(connection, patientRow, changed);
            touch(connection, patientRow);
        } catch (SQLException e) {
            throw new ComparisonStoreException(e);
        }
    }

    /** The keys under which a Patient ID is known here, whoever issued it. */
    @Transactional
    List<PatientKey> known(String patientId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select patient_issuer from concordance_patient"
                        + " where patient_id = ? order by patient_issuer")) {
            select.setString(1, patientId);
            List<PatientKey> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(new PatientKey(patientId, rows.getString(1)));
                }
            }
            return keys;
        } catch (SQLException e) {
            throw new ComparisonStoreException(e);
        }
    }

    private static Map<String, List<String>> read(Connection connection, long patientRow) throws SQLException {
        Map<String, List<String>> rows = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select segment_id, " + COLUMNS + " from segment_comparison where concordance_patient_id = ?")) {
            select.setLong(1, patientRow);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 2; i < 2 + COLUMN_COUNT; i++) {
                        values.add(result.getString(i));
                    }
                    rows.put(result.getString(1), values);
                }
            }
        }
        return rows;
    }

    private List<String> values(SegmentConcordance segment) {
        List<String> values = new ArrayList<>(List.of(
                side(segment),
                segment.outcome().name(),
                segment.rule().id(),
                segment.category().code().value()));
        for (Examination examination : Examination.values()) {
            Optional<Evidence> evidence = segment.evidence(examination)
                    .filter(e -> examination.isInvasive() || segment.segment().isAssessableBy(examination));
            values.add(evidence.map(e -> e.finding().verdict().name()).orElse(null));
            values.add(evidence.map(e -> e.report().studyDate().toString()).orElse(null));
            values.add(evidence.flatMap(e -> e.report().reader()).orElse(null));
        }
        return values;
    }

    private String side(SegmentConcordance segment) {
        return segment.segment()
                .laterality()
                .map(code -> veins.means(code, Role.LEFT) ? "L" : veins.means(code, Role.RIGHT) ? "R" : "")
                .orElse("");
    }

    private static void delete(Connection connection, long patientRow, List<String> segments) throws SQLException {
        if (segments.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from segment_comparison where concordance_patient_id = ? and segment_id = ?")) {
            for (String segment : segments) {
                delete.setLong(1, patientRow);
                delete.setString(2, segment);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private void insert(Connection connection, long patientRow, List<SegmentConcordance> segments) throws SQLException {
        if (segments.isEmpty()) {
            return;
        }
        String parameters = "?, ?" + ", ?".repeat(COLUMN_COUNT);
        try (PreparedStatement insert = connection.prepareStatement("insert into segment_comparison"
                + " (concordance_patient_id, segment_id, " + COLUMNS + ") values (" + parameters + ")")) {
            for (SegmentConcordance segment : segments) {
                insert.setLong(1, patientRow);
                insert.setString(2, segment.segment().id());
                List<String> values = values(segment);
                for (int i = 0; i < COLUMN_COUNT; i++) {
                    set(insert, i + 3, i, values.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void set(PreparedStatement statement, int parameter, int column, String value) throws SQLException {
        boolean isDate = column > 3 && (column - 4) % 3 == 1;
        if (isDate) {
            statement.setDate(parameter, value == null ? null : java.sql.Date.valueOf(value));
        } else {
            statement.setString(parameter, value);
        }
    }

    private void touch(Connection connection, long patientRow) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update concordance_patient set compared_at = ? where id = ?")) {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            update.setLong(2, patientRow);
            update.executeUpdate();
        }
    }
}
