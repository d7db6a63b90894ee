package org.confluens.patient;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One of the names that a patient is known by: a row of the table of patients, with the one that it was merged into.
 *
 * @param row the key of the row
 * @param survivor the row that it was merged into, or itself
 * @param survivorBirthDate what that one says
 */
public record KnownName(long row, PatientKey key, String birthDate, long survivor, String survivorBirthDate) {

    /** Reads the names of everybody with one of some Patient IDs; the condition follows. */
    public static final String SELECT =
            "select p.id, p.patient_id, p.issuer, p.birth_date, r.id, r.birth_date from patient p"
                    + " join patient r on r.id = coalesce(p.merged_into, p.id) where p.patient_id";

    /** A row of {@link #SELECT}. */
    public static KnownName of(ResultSet row) throws SQLException {
        return new KnownName(
                row.getLong(1),
                new PatientKey(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getLong(5),
                row.getString(6));
    }

    /** A name that stands for nobody else. */
    public static KnownName itself(long row, PatientKey key, String birthDate) {
        return new KnownName(row, key, birthDate, row, birthDate);
    }

    /** The same once a row is known to have been born on that day. */
    public KnownName born(long other, String day) {
        return new KnownName(
                row, key, row == other ? day : birthDate, survivor, survivor == other ? day : survivorBirthDate);
    }

    /** Whether this name was merged into another. */
    public boolean isAlias() {
        return row != survivor;
    }

    /** Whether somebody born on that day can't be this patient; what is not known contradicts nothing. */
    boolean contradicts(String born) {
        boolean known = !birthDate.isEmpty() || !survivorBirthDate.isEmpty();
        return known && !born.isEmpty() && !born.equals(birthDate) && !born.equals(survivorBirthDate);
    }
}
