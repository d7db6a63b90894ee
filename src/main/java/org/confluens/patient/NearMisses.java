package org.confluens.patient;

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
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Patients who share an identifier and are not taken for one, and what a person says about them. Found anew each time from
 * what is known, so that none is forgotten. Of two issuers that are both told, both must have something here.
 */
@ApplicationScoped
@Transactional
public class NearMisses {

    private static final String USED =
            "(exists (select 1 from study s where s.patient_id = %1$s.id) or exists (select 1"
                    + " from worklist_step w where w.patient_id = %1$s.patient_id and w.patient_issuer = %1$s.issuer))";
    private static final String PAIRS = "select a.id, b.id from patient a join patient b on b.patient_id = a.patient_id"
            + " and b.id > a.id where a.merged_into is null and b.merged_into is null and not exists (select 1 from"
            + " patient_apart t where t.first_row = a.id and t.second_row = b.id) and "
            + "(" + USED.formatted("a") + " and " + USED.formatted("b")
            + " or (a.issuer = '' or b.issuer = '' or a.issuer like 'urn:confluens:born:%' or b.issuer like"
            + " 'urn:confluens:born:%') and (" + USED.formatted("a") + " or " + USED.formatted("b") + "))";

    private PatientTable table;
    private Patients patients;
    private Clock clock;

    protected NearMisses() {}

    @Inject
    NearMisses(PatientWiring wiring, Patients patients, Clock clock) {
        this(wiring.database(), patients, clock);
    }

    /** Over that database; calls take part in the caller's transaction. */
    public NearMisses(DataSource database, Patients patients, Clock clock) {
        this.table = new PatientTable(database);
        this.patients = patients;
        this.clock = clock;
    }

    /** Those that nobody has decided, the newest first. */
    public List<NearMiss> undecided(int limit) {
        return table.run(connection -> {
            List<NearMiss> found = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement(PAIRS + " order by b.id desc, a.id fetch first ? rows only")) {
                select.setInt(1, limit);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new NearMiss(side(connection, rows.getLong(1)), side(connection, rows.getLong(2))));
                    }
                }
            }
            return found;
        });
    }

    private NearMiss.Side side(Connection connection, long row) throws SQLException {
        Patient patient = table.row(row).patient();
        PatientKey key = patient.key();
        return new NearMiss.Side(
                row,
                patient,
                count(connection, "select count(*) from study where patient_id = ?", row),
                count(
                        connection,
                        "select count(*) from worklist_step where patient_id = ? and patient_issuer = ?",
                        key.id(),
                        key.issuer()));
    }

    private static int count(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /**
     * A person says that the two are the same: all is one patient's from now on.
     *
     * @return the patient; empty where nobody is asked about these two any more
     */
    public Optional<Patient> same(long first, long second, String by) {
        return undecided(first, second).flatMap(pair -> {
            PatientKey survivor = pair.survivor().patient().key();
            patients.merge(pair.prior().patient().key(), new Patient(survivor, "", "", ""));
            table.update(
                    "insert into patient_joined (prior_row, survivor_row, told_by, told_at) values (?, ?, ?, ?)",
                    pair.prior().row(),
                    pair.survivor().row(),
                    by,
                    clock.instant().atOffset(ZoneOffset.UTC));
            return patients.patient(survivor);
        });
    }

    /**
     * A person says that the two are not the same: nobody is asked again.
     *
     * @return false where nobody is asked about these two any more
     */
    public boolean notSame(long first, long second, String by) {
        return undecided(first, second)
                .map(pair -> table.update(
                        "insert into patient_apart (first_row, second_row, told_by, told_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing",
                        pair.first().row(),
                        pair.second().row(),
                        by,
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .isPresent();
    }

    private Optional<NearMiss> undecided(long first, long second) {
        return table.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(PAIRS + " and a.id = ? and b.id = ?")) {
                select.setLong(1, Math.min(first, second));
                select.setLong(2, Math.max(first, second));
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(
                                    new NearMiss(side(connection, rows.getLong(1)), side(connection, rows.getLong(2))))
                            : Optional.empty();
                }
            }
        });
    }
}
