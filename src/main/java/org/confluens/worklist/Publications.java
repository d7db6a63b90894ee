package org.confluens.worklist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.confluens.destination.RetryPolicy;

/** What is still to be published elsewhere; takes part in the caller's transaction. */
public final class Publications {

    private static final RetryPolicy RETRIES =
            new RetryPolicy(() -> ThreadLocalRandom.current().nextLong(), Duration.ofMinutes(1));

    /** Longer than another system is ever waited for: what was begun longer ago was begun by a process that has ended. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(5);

    /** Longer than anything is ever put off; what is due later than that was put off before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(45);

    private final DataSource database;
    private final Clock clock;

    public Publications(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What to do with a step. */
    public enum Action {
        PUT,
        REMOVE
    }

    /** One thing to do. */
    public record Due(long id, Action action, String studyUid, String stepId, int attempts) {}

    /** Notes that a step is to be published or taken back. */
    public void add(Action action, String studyUid, String stepId) {
        String sql = "insert into worklist_publication (action, study_uid, step_id, attempts, next_attempt, problem)"
                + " values (?, ?, ?, 0, ?, '')";
        run(sql, insert -> {
            insert.setString(1, action.name());
            insert.setString(2, studyUid);
            insert.setString(3, stepId);
            insert.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
            return insert.executeUpdate();
        });
    }

    /** Whether the step was ever to be published. */
    public boolean contains(String studyUid, String stepId) {
        String sql = "select 1 from worklist_publication where study_uid = ? and step_id = ? fetch first 1 rows only";
        return run(sql, select -> {
            select.setString(1, studyUid);
            select.setString(2, stepId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        });
    }

    /** Whether the other system has the step: the last thing that was done with it was to put it there. */
    public boolean isPut(String studyUid, String stepId) {
        String sql = "select action from worklist_publication where study_uid = ? and step_id = ?"
                + " and done_at is not null and problem = '' order by id desc fetch first 1 rows only";
        return run(sql, select -> {
            select.setString(1, studyUid);
            select.setString(2, stepId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && Action.valueOf(row.getString(1)) == Action.PUT;
            }
        });
    }

    /**
     * The oldest thing that is due and that nobody else is doing, locked until the transaction ends. What is asked of one
     * step is done in its order: nothing is due before what was asked of the same step earlier is done or given up.
     */
    public Optional<Due> claim() {
        return claim("(p.next_attempt <= ? or p.next_attempt > ?)", "p.id");
    }

    /** The same to probe another system that does not work: one thing, due or not, and each time another one if there are others. */
    public Optional<Due> claimProbe() {
        return claim(
                "(p.attempts = 0 or p.problem <> '' or p.next_attempt <= ? or p.next_attempt > ?)",
                "p.next_attempt, p.id");
    }

    private Optional<Due> claim(String which, String order) {
        String sql = "select p.id, p.action, p.study_uid, p.step_id, p.attempts from worklist_publication p"
                + " where p.done_at is null and p.refused_at is null and " + which
                + " and not exists (select 1 from worklist_publication e"
                + " where e.study_uid = p.study_uid and e.step_id = p.step_id and e.done_at is null"
                + " and e.refused_at is null and e.id < p.id)"
                + " order by " + order + " fetch first 1 rows only for update skip locked";
        return run(sql, select -> {
            Instant now = clock.instant();
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setObject(2, now.plus(FARTHEST).atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Action action = Action.valueOf(row.getString(2));
                return Optional.of(new Due(row.getLong(1), action, row.getString(3), row.getString(4), row.getInt(5)));
            }
        });
    }

    /** Leaves it to the caller for as long as a try may take: the transaction that claimed it need not wait for it. */
    public void begun(Due due) {
        tryAgain(due, clock.instant().plus(LONGEST_TRY), "");
    }

    /**
     * One thing that is still to be done, and what went wrong with it the last time, if it was tried.
     *
     * @param refused refused for good or given up: it is not tried again unless a person says so
     */
    public record Waiting(
            long id,
            Action action,
            String studyUid,
            String stepId,
            int attempts,
            Instant nextAttempt,
            boolean refused,
            String problem) {}

    /** What is still to be done, what was tried most often first. */
    public List<Waiting> waiting(int most) {
        String sql =
                "select id, action, study_uid, step_id, attempts, next_attempt, problem, refused_at from worklist_publication"
                        + " where done_at is null order by attempts desc, id fetch first ? rows only";
        return run(sql, select -> {
            select.setInt(1, most);
            List<Waiting> waiting = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    waiting.add(new Waiting(
                            row.getLong(1),
                            Action.valueOf(row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getInt(5),
                            row.getObject(6, OffsetDateTime.class).toInstant(),
                            row.getObject(8, OffsetDateTime.class) != null,
                            row.getString(7)));
                }
            }
            return waiting;
        });
    }

    /** Makes what failed or waits due now; false when it is done, under way or was never asked for. */
    public boolean tryAgain(long id) {
        return run(
                "update worklist_publication set next_attempt = ?, refused_at = null, refused_since = null"
                        + " where id = ? and done_at is null and (attempts = 0 or problem <> '')",
                update -> {
                    update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                    update.setLong(2, id);
                    return update.executeUpdate() == 1;
                });
    }

    public void done(Due due) {
        done(due, "");
    }

    /** Done by doing nothing: the step has changed since. */
    public void needless(Due due) {
        done(due, "needless");
    }

    private void done(Due due, String remark) {
        run("update worklist_publication set done_at = ?, problem = ? where id = ?", update -> {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            update.setString(2, remark);
            update.setLong(3, due.id());
            return update.executeUpdate();
        });
    }

    /** Makes due what waits, because the other system works again. */
    public void allDue() {
        run(
                "update worklist_publication set next_attempt = ? where done_at is null and refused_at is null"
                        + " and (attempts = 0 or problem <> '')",
                update -> {
                    update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                    return update.executeUpdate();
                });
    }

    /** Makes due what was refused for good or given up; how many they are. */
    public int tryRefusedAgain() {
        return run(
                "update worklist_publication set next_attempt = ?, refused_at = null, refused_since = null"
                        + " where done_at is null and refused_at is not null",
                update -> {
                    update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                    return update.executeUpdate();
                });
    }

    /** Tries again later, each time after a longer while; the other system could not be asked. */
    public void failed(Due due, String problem) {
        tryAgain(due, later(due), problem);
        refusedSince(due, Optional.empty());
    }

    /**
     * The other system does not take it for now: tries again later, or gives up.
     *
     * @param giveUpAfter how long it may answer so
     */
    public void refused(Due due, String problem, Duration giveUpAfter) {
        Instant now = clock.instant();
        Instant since = refusedSince(due).orElse(now);
        tryAgain(due, later(due), problem);
        refusedSince(due, Optional.of(since));
        if (Duration.between(since, now).compareTo(giveUpAfter) >= 0) {
            giveUp(due);
        }
    }

    /** The other system does not take it as it is: a person has to look. */
    public void refusedForGood(Due due, String problem) {
        tryAgain(due, clock.instant(), problem);
        giveUp(due);
    }

    private Instant later(Due due) {
        return clock.instant().plus(RETRIES.pause(due.attempts() + 1));
    }

    private Optional<Instant> refusedSince(Due due) {
        return run("select refused_since from worklist_publication where id = ?", select -> {
            select.setLong(1, due.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                        : Optional.empty();
            }
        });
    }

    private void refusedSince(Due due, Optional<Instant> since) {
        run("update worklist_publication set refused_since = ? where id = ?", update -> {
            update.setObject(1, since.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null));
            update.setLong(2, due.id());
            return update.executeUpdate();
        });
    }

    private void giveUp(Due due) {
        run("update worklist_publication set refused_at = ? where id = ?", update -> {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            update.setLong(2, due.id());
            return update.executeUpdate();
        });
    }

    /**
     * How what is still to be done stands.
     *
     * @param oldestDue since when the oldest of those that wait is due
     */
    public record Figures(long waiting, long refused, Optional<Instant> oldestDue) {}

    /** How what is still to be done stands now. */
    public Figures figures() {
        String sql = "select count(*) - count(refused_at), count(refused_at),"
                + " min(case when refused_at is null then next_attempt end) from worklist_publication"
                + " where done_at is null";
        return run(sql, select -> {
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Figures(
                        row.getLong(1),
                        row.getLong(2),
                        Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant));
            }
        });
    }

    private void tryAgain(Due due, Instant next, String problem) {
        run("update worklist_publication set attempts = ?, next_attempt = ?, problem = ? where id = ?", update -> {
            update.setInt(1, due.attempts() + 1);
            update.setObject(2, next.atOffset(ZoneOffset.UTC));
            update.setString(3, problem.substring(0, Math.min(problem.length(), 1000)));
            update.setLong(4, due.id());
            return update.executeUpdate();
        });
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new WorklistUnavailableException(e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
