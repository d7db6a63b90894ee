package org.confluens.confirmation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.Examination;
import org.confluens.finding.Role;
import org.confluens.patient.PatientKey;

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
    private static final int ROWS_AT_ONCE = 50;
    private static final int LONGEST_READER = 128;

    /** A row of a patient and segment with its further columns as texts, to be compared with what is there. */
    private record Row(long patientRow, String segmentId, List<String> values) {}

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

    /** Locks the rows of patients that have one until the caller's transaction ends, in their order. */
    @Transactional
    void lock(SortedSet<Long> patientRows) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select id from concordance_patient where id between ? and ? order by id for update")) {
            select.setLong(1, patientRows.first());
            select.setLong(2, patientRows.last());
            select.executeQuery().close();
        } catch (SQLException e) {
            throw new ComparisonStoreException(e);
        }
    }

    /** Replaces the rows of patients by what was compared now; writes only what differs. */
    @Transactional
    void write(SortedMap<Long, List<SegmentConcordance>> byPatientRow) {
        try (Connection connection = database.getConnection()) {
            Map<Long, Map<String, List<String>>> old =
                    read(connection, byPatientRow.firstKey(), byPatientRow.lastKey());
            List<Row> gone = new ArrayList<>();
            List<Row> changed = new ArrayList<>();
            byPatientRow.forEach((patientRow, compared) ->
                    difference(patientRow, compared, old.getOrDefault(patientRow, Map.of()), gone, changed));
            delete(connection, gone);
            insert(connection, changed);
            Set<Long> patients = Stream.concat(gone.stream(), changed.stream())
                    .map(Row::patientRow)
                    .collect(Collectors.toCollection(TreeSet::new));
            touch(connection, patients);
        } catch (SQLException e) {
            throw new ComparisonStoreException(e);
        }
    }

    private void difference(
            long patientRow,
            List<SegmentConcordance> compared,
            Map<String, List<String>> old,
            List<Row> gone,
            List<Row> changed) {
        Map<String, List<String>> left = new TreeMap<>(old);
        for (SegmentConcordance segment : compared) {
            String id = segment.segment().id();
            List<String> values = values(segment);
            if (values.equals(old.get(id))) {
                left.remove(id);
            } else {
                changed.add(new Row(patientRow, id, values));
            }
        }
        left.forEach((id, values) -> gone.add(new Row(patientRow, id, values)));
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

    private static Map<Long, Map<String, List<String>>> read(Connection connection, long first, long last)
            throws SQLException {
        Map<Long, Map<String, List<String>>> byPatient = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select concordance_patient_id, segment_id, "
                + COLUMNS + " from segment_comparison where concordance_patient_id between ? and ?")) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    List<String> values = new ArrayList<>(COLUMN_COUNT);
                    for (int i = 3; i < 3 + COLUMN_COUNT; i++) {
                        values.add(result.getString(i));
                    }
                    byPatient
                            .computeIfAbsent(result.getLong(1), id -> new HashMap<>())
                            .put(result.getString(2), values);
                }
            }
        }
        return byPatient;
    }

    private List<String> values(SegmentConcordance segment) {
        List<String> values = new ArrayList<>(List.of(
                side(segment),
                segment.outcome().name(),
                segment.rule().id(),
                segment.category().code().value()));
        for (Examination examination : Examination.values()) {
            Optional<Evidence> evidence = segment.paired(examination)
                    .filter(e -> examination.isInvasive() || segment.segment().isAssessableBy(examination));
            values.add(evidence.map(e -> e.finding().verdict().name()).orElse(null));
            values.add(evidence.map(e -> e.report().studyDate().toString()).orElse(null));
            values.add(evidence.flatMap(e -> e.report().reader())
                    .map(ComparisonStore::readerKey)
                    .orElse(null));
        }
        return values;
    }

    /** A reader as the statistics know him or her: as much of the name, which can have three forms, as a column holds. */
    static String readerKey(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_READER));
    }

    private String side(SegmentConcordance segment) {
        return segment.segment()
                .laterality()
                .map(code -> veins.means(code, Role.LEFT) ? "L" : veins.means(code, Role.RIGHT) ? "R" : "")
                .orElse("");
    }

    private static void delete(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from segment_comparison where concordance_patient_id = ? and segment_id = ?")) {
            for (Row row : rows) {
                delete.setLong(1, row.patientRow());
                delete.setString(2, row.segmentId());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Many rows a statement, because a row has many columns and most of a statement's cost is its journey. */
    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        int whole = rows.size() / ROWS_AT_ONCE * ROWS_AT_ONCE;
        if (whole > 0) {
            try (PreparedStatement insert = connection.prepareStatement(insertOf(ROWS_AT_ONCE))) {
                for (int first = 0; first < whole; first += ROWS_AT_ONCE) {
                    set(insert, rows.subList(first, first + ROWS_AT_ONCE));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
        if (whole < rows.size()) {
            try (PreparedStatement insert = connection.prepareStatement(insertOf(rows.size() - whole))) {
                set(insert, rows.subList(whole, rows.size()));
                insert.executeUpdate();
            }
        }
    }

    private static String insertOf(int rows) {
        String row = "(?, ?" + ", ?".repeat(COLUMN_COUNT) + ")";
        return "insert into segment_comparison (concordance_patient_id, segment_id, " + COLUMNS + ") values " + row
                + (", " + row).repeat(rows - 1);
    }

    private static void set(PreparedStatement insert, List<Row> rows) throws SQLException {
        int parameter = 1;
        for (Row row : rows) {
            insert.setLong(parameter++, row.patientRow());
            insert.setString(parameter++, row.segmentId());
            for (int column = 0; column < COLUMN_COUNT; column++) {
                set(insert, parameter++, column, row.values().get(column));
            }
        }
    }

    private static void set(PreparedStatement statement, int parameter, int column, String value) throws SQLException {
        boolean isDate = column > 3 && (column - 4) % 3 == 1;
        if (!isDate) {
            statement.setString(parameter, value);
        } else if (value == null) {
            statement.setNull(parameter, Types.DATE);
        } else {
            statement.setObject(parameter, LocalDate.parse(value));
        }
    }

    /** Notes when what is kept of these patients changed. */
    private void touch(Connection connection, Set<Long> patientRows) throws SQLException {
        if (patientRows.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (PreparedStatement update =
                connection.prepareStatement("update concordance_patient set compared_at = ? where id = ?")) {
            for (long patientRow : patientRows) {
                update.setObject(1, now);
                update.setLong(2, patientRow);
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
