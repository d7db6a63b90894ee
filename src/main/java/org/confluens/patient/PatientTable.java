package org.confluens.patient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The rows of patients. A row that was merged names its survivor directly, never another merged one. */
final class PatientTable {

    private static final String ROW =
            "select id, patient_id, issuer, name, birth_date, sex, merged_into from patient where ";

    private static final int NAME_LENGTH = 512;

    private final DataSource database;

    PatientTable(DataSource database) {
        this.database = database;
    }

    /** A row with what it says itself. */
    record Row(long id, Patient patient, Optional<Long> mergedInto) {
        long survivor() {
            return mergedInto.orElse(id);
        }
    }

    /** All names with an identifier. */
    List<KnownName> names(String patientId) {
        return run(connection -> {
            try (PreparedStatement select = prepare(connection, KnownName.SELECT + " = ? order by p.id", patientId);
                    ResultSet rows = select.executeQuery()) {
                List<KnownName> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(KnownName.of(rows));
                }
                return names;
            }
        });
    }

    Row row(long id) {
        return rows("id = ?", id).get(0);
    }

    Optional<Row> row(PatientKey key) {
        return rows("patient_id = ? and issuer = ?", key.id(), key.issuer()).stream()
                .findFirst();
    }

    /** The row of a key, made if need be, and held until the transaction ends. */
    Row lock(Patient patient) {
        PatientKey key = patient.key();
        update(
                "insert into patient (id, patient_id, issuer, name, birth_date, sex) values (nextval('patient_seq'), ?, ?,"
                        + " ?, ?, ?) on conflict do nothing",
                key.id(),
                key.issuer(),
                name(patient),
                patient.birthDate(),
                patient.sex());
        return rows("patient_id = ? and issuer = ? for update", key.id(), key.issuer())
                .get(0);
    }

    /** Says of a row what its source knows, as far as that outranks what is known. */
    void describe(long id, Patient said, PatientSource source) {
        update(PatientSource.DESCRIBE, source.parameters(said, id));
    }

    private static String name(Patient patient) {
        String name = patient.name();
        return name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH);
    }

    /** Lets a row and all that were merged into it stand for a survivor. */
    void merge(long prior, long survivor) {
        update("update patient set merged_into = null where id = ?", survivor);
        update(
                "update patient set merged_into = ? where (id = ? or merged_into = ?) and id <> ?",
                survivor,
                prior,
                prior,
                survivor);
    }

    /** Whether a person has said that two rows are not the same patient. */
    boolean areToldApart(long one, long other) {
        return run(connection -> {
            try (PreparedStatement select = prepare(
                            connection,
                            "select 1 from patient_apart where first_row = ? and second_row = ?",
                            Math.min(one, other),
                            Math.max(one, other));
                    ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        });
    }

    private List<Row> rows(String condition, Object... values) {
        return run(connection -> {
            try (PreparedStatement select = prepare(connection, ROW + condition, values);
                    ResultSet rows = select.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    long into = rows.getLong(7);
                    Optional<Long> mergedInto = rows.wasNull() ? Optional.empty() : Optional.of(into);
                    PatientKey key = new PatientKey(rows.getString(2), rows.getString(3));
                    found.add(new Row(
                            rows.getLong(1),
                            new Patient(key, rows.getString(4), rows.getString(5), rows.getString(6)),
                            mergedInto));
                }
                return found;
            }
        });
    }

    int update(String sql, Object... values) {
        return run(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    <T> T run(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new PatientsUnavailableException(e);
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
