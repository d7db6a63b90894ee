package org.confluens.worklist;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The rows of the worklist. Plain SQL, because the query of a modality must be one statement over a flat row, and two
 * ways of reading the same table would each need the other's caches emptied. Takes part in the caller's transaction.
 */
public final class StepStore {

    private static final String COLUMNS = "select id, state, item from worklist_step s where ";

    private final DataSource database;
    private final Clock clock;

    public StepStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A row: its key in the database and the item. */
    public record Stored(long id, WorklistItem item) {}

    /** Adds the item unless its study has a step of that id; true when it was added. */
    public boolean add(WorklistItem item, String source) {
        return run(connection -> {
            if (find(connection, "study_uid = ? and step_id = ?", item.studyInstanceUid(), item.stepId())
                    .isEmpty()) {
                addIndexes(connection, insert(connection, item, source), item);
                return true;
            }
            return false;
        });
    }

    /** Replaces the item of a row. */
    public void replace(long id, WorklistItem item) {
        run(connection -> {
            execute(connection, "delete from worklist_station where step = ?", id);
            execute(connection, "delete from worklist_name where step = ?", id);
            try (PreparedStatement update = connection.prepareStatement(StepRow.UPDATE)) {
                int next = StepRow.bind(update, item);
                update.setObject(next, now());
                update.setLong(next + 1, id);
                update.executeUpdate();
            }
            addIndexes(connection, id, item);
            return id;
        });
    }

    /** Changes the state when it is one of those expected; false when it was not, or the row is gone. */
    public boolean changeState(long id, Set<StepState> expected, StepState state) {
        String states = expected.stream().map(s -> "'" + s.name() + "'").collect(Collectors.joining(", "));
        return run(connection -> execute(
                        connection,
                        "update worklist_step set state = ?, changed_at = ? where id = ? and state in (" + states + ")",
                        state.name(),
                        now(),
                        id)
                == 1);
    }

    /** As {@link #find}, holding the row until the caller's transaction ends, so that nobody changes it in between. */
    public Optional<Stored> lock(String studyUid, String stepId) {
        return run(connection -> find(connection, "study_uid = ? and step_id = ? for update", studyUid, stepId))
                .stream()
                .findFirst();
    }

    /** Notes whether another system serves the step. */
    public void published(long id, boolean published) {
        run(connection -> execute(connection, "update worklist_step set published = ? where id = ?", published, id));
    }

    public void delete(long id) {
        run(connection -> execute(connection, "delete from worklist_step where id = ?", id));
    }

    public Optional<Stored> find(String studyUid, String stepId) {
        return run(connection -> find(connection, "study_uid = ? and step_id = ?", studyUid, stepId)).stream()
                .findFirst();
    }

    /** The rows of a step id, newest first. */
    public List<Stored> ofStepId(String stepId) {
        return run(connection -> find(connection, "step_id = ? order by id desc", stepId));
    }

    public List<Stored> ofStudy(String studyUid) {
        return run(connection -> find(connection, "study_uid = ? order by start_at, step_id", studyUid));
    }

    public List<Stored> ofAccessionNumber(String number) {
        return run(connection -> find(connection, "accession_number = ? order by start_at, step_id", number));
    }

    /** The steps of a placer's order, held until the caller's transaction ends. */
    public List<Stored> lockPlacerOrder(String number) {
        return run(connection -> find(connection, "placer_order_number = ? order by id for update", number));
    }

    /** The steps of the order that its filler gave this number, locked until the transaction ends. */
    List<Stored> lockFillerOrder(String number) {
        return run(connection -> find(connection, "filler_order_number = ? order by id for update", number));
    }

    /**
     * The steps from one source that start on these days, held until the caller's transaction ends.
     *
     * @param modality one modality, or empty for all
     */
    public List<Stored> lockSource(String source, LocalDate from, LocalDate to, String modality) {
        String condition = "source = ? and start_at >= ? and start_at < ?"
                + (modality.isEmpty() ? "" : " and modality = ?") + " order by id for update";
        List<Object> values = new ArrayList<>(
                List.of(source, from.atStartOfDay(), to.plusDays(1).atStartOfDay()));
        if (!modality.isEmpty()) {
            values.add(modality);
        }
        return run(connection -> find(connection, condition, values.toArray()));
    }

    /** The steps of a patient, held until the caller's transaction ends. */
    public List<Stored> lockPatient(String id, String issuer) {
        return run(connection ->
                find(connection, "patient_id = ? and patient_issuer = ? order by id for update", id, issuer));
    }

    private long insert(Connection connection, WorklistItem item, String source) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(StepRow.INSERT, new String[] {"id"})) {
            int next = StepRow.bind(insert, item);
            insert.setObject(next, now());
            insert.setString(next + 1, source);
            insert.setObject(next + 2, now());
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static void addIndexes(Connection connection, long id, WorklistItem item) throws SQLException {
        for (String station : Set.copyOf(item.stationAeTitles())) {
            execute(
                    connection,
                    "insert into worklist_station (station, start_at, step) values (?, ?, ?)",
                    station,
                    item.start(),
                    id);
        }
        for (String name : item.nameGroups()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            execute(connection, "insert into worklist_name (name, step) values (?, ?)", bytes, id);
        }
    }

    private static List<Stored> find(Connection connection, String condition, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + condition)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<Stored> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Stored(rows.getLong(1), StepRow.item(rows.getString(2), rows.getBytes(3))));
                }
            }
            return found;
        }
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
            throw new WorklistUnavailableException(e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** The states from which a step can still be worked on. */
    public static Set<StepState> open() {
        Set<StepState> open = EnumSet.allOf(StepState.class);
        open.removeIf(StepState::ended);
        return open;
    }
}
