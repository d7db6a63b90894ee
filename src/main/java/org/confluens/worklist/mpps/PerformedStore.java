package org.confluens.worklist.mpps;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.confluens.dicom.data.Dataset;
import org.confluens.worklist.ItemCodec;
import org.confluens.worklist.WorklistUnavailableException;

/** The rows of performed steps and of what they were scheduled as; takes part in the caller's transaction. */
final class PerformedStore {

    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;
    private final Clock clock;

    PerformedStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A performed step as it stands. */
    record Performed(PerformedState state, Dataset attributes) {}

    /** What one item of the Scheduled Step Attributes Sequence refers to; an unscheduled step has no step id. */
    record Link(String studyUid, String stepId) {}

    void add(String uid, PerformedState state, Dataset attributes, String caller, List<Link> links) {
        run(connection -> {
            execute(
                    connection,
                    "insert into performed_step (uid, state, attributes, caller, created_at, changed_at)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    uid,
                    state.name(),
                    ItemCodec.encode(attributes),
                    caller,
                    now(),
                    now());
            for (int i = 0; i < links.size(); i++) {
                execute(
                        connection,
                        "insert into performed_step_schedule (performed_uid, position, study_uid, step_id)"
                                + " values (?, ?, ?, ?)",
                        uid,
                        i,
                        links.get(i).studyUid(),
                        links.get(i).stepId());
            }
            return links;
        });
    }

    void update(String uid, PerformedState state, Dataset attributes) {
        run(connection -> execute(
                connection,
                "update performed_step set state = ?, attributes = ?, changed_at = ? where uid = ?",
                state.name(),
                ItemCodec.encode(attributes),
                now(),
                uid));
    }

    Optional<Performed> find(String uid) {
        return find(uid, "");
    }

    /** As {@link #find}, holding the row until the transaction ends. */
    Optional<Performed> lock(String uid) {
        return find(uid, " for update");
    }

    private Optional<Performed> find(String uid, String lock) {
        return run(connection -> {
            String sql = "select state, attributes from performed_step where uid = ?" + lock;
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, uid);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Performed(
                                    PerformedState.valueOf(row.getString(1)), ItemCodec.decode(row.getBytes(2))))
                            : Optional.empty();
                }
            }
        });
    }

    List<Link> links(String uid) {
        return run(connection -> {
            String sql = "select study_uid, step_id from performed_step_schedule where performed_uid = ?"
                    + " order by position";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, uid);
                try (ResultSet rows = select.executeQuery()) {
                    List<Link> links = new ArrayList<>();
                    while (rows.next()) {
                        links.add(new Link(rows.getString(1), rows.getString(2)));
                    }
                    return links;
                }
            }
        });
    }

    /** The states of the other performed steps of the same scheduled step. */
    List<PerformedState> others(String uid, Link link) {
        return run(connection -> {
            String sql =
                    "select p.state from performed_step p join performed_step_schedule l on l.performed_uid = p.uid"
                            + " where l.study_uid = ? and l.step_id = ? and p.uid <> ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, link.studyUid());
                select.setString(2, link.stepId());
                select.setString(3, uid);
                try (ResultSet rows = select.executeQuery()) {
                    List<PerformedState> states = new ArrayList<>();
                    while (rows.next()) {
                        states.add(PerformedState.valueOf(rows.getString(1)));
                    }
                    return states;
                }
            }
        });
    }

    private static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw UNIQUE_VIOLATION.equals(e.getSQLState())
                    ? new ExistsException(e)
                    : new WorklistUnavailableException(e);
        }
    }

    /** Somebody else has created a performed step of that UID at the same moment. */
    static final class ExistsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExistsException(SQLException cause) {
            super(cause);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
