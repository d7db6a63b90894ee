package org.confluens.worklist.query;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.confluens.patient.PatientAliases;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientsUnavailableException;
import org.confluens.worklist.StepRow;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.WorklistUnavailableException;

/**
 * Finds the items of a query, by start time and then step id. Rows are read page by page, each page from where the last
 * one ended, so that memory does not grow with what is stored and no connection waits for a slow peer. One page is enough
 * unless criteria remain that SQL can't judge.
 *
 * <p>Only so many pages are read at a time, the others wait in the order in which they came: a crowd of modalities neither
 * keeps one of them waiting for long nor takes every connection from those who store and save.
 */
public final class WorklistSearch {

    private static final int PAGE = 1000;
    private static final int AT_A_TIME = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final DataSource database;
    private final PatientAliases aliases;
    private final int pageSize;
    private final Semaphore turns;

    /** Reads pages of 1000 rows, four at a time. */
    public WorklistSearch(DataSource database) {
        this(database, PAGE, AT_A_TIME);
    }

    /** @param atATime how many pages are read at a time, at least 1 */
    public WorklistSearch(DataSource database, int atATime) {
        this(database, PAGE, atATime);
    }

    WorklistSearch(DataSource database, int pageSize, int atATime) {
        this.database = database;
        this.aliases = new PatientAliases(database);
        this.pageSize = pageSize;
        this.turns = new Semaphore(atATime, true);
    }

    /** Takes one match; false ends the search. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(WorklistItem item) throws IOException;
    }

    private record Row(long id, LocalDateTime start, String stepId, String state, byte[] item) {}

    /**
     * Visits every match, or until the visitor has enough.
     *
     * @param expected how many matches the visitor will take at most
     */
    void search(WorklistQuery asked, Visibility visibility, int expected, Visitor visitor) throws IOException {
        WorklistQuery query = asked.alsoOf(survivors(asked));
        boolean exact = SearchStatement.of(query).exact();
        int size = exact ? Math.min(expected, pageSize) : pageSize;
        List<Row> page = page(query, visibility, size, Optional.empty());
        Optional<Row> last = Optional.empty();
        while (true) {
            for (Row row : page) {
                boolean repeated = last.isPresent() && last.get().id() == row.id(); // by another name or station
                last = Optional.of(row);
                if (!repeated && !visit(row, exact, query, visitor)) {
                    return;
                }
            }
            if (page.size() < size) {
                return;
            }
            page = page(query, visibility, size, last);
        }
    }

    /** Whoever asks for a patient by a name that was merged means the survivor. */
    private List<PatientKey> survivors(WorklistQuery query) {
        try {
            return aliases.survivors(query.patientIds(), query.issuer());
        } catch (PatientsUnavailableException e) {
            throw new WorklistUnavailableException(e);
        }
    }

    private static boolean visit(Row row, boolean exact, WorklistQuery query, Visitor visitor) throws IOException {
        WorklistItem item = StepRow.item(row.state(), row.item());
        return !exact && !query.matches(item.dataset()) || visitor.visit(item);
    }

    private List<Row> page(WorklistQuery query, Visibility visibility, int size, Optional<Row> after) {
        SearchStatement statement = SearchStatement.of(query);
        narrow(statement, visibility);
        after.ifPresent(row -> {
            statement.and("s.start_at >= ?", row.start());
            statement.and("(s.start_at, s.step_id, s.id) > (?, ?, ?)", row.start(), row.stepId(), row.id());
        });
        awaitTurn();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(statement.sql())) {
            List<Object> parameters = statement.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                select.setObject(i + 1, parameters.get(i));
            }
            select.setInt(parameters.size() + 1, size);
            return rows(select);
        } catch (SQLException e) {
            throw new WorklistUnavailableException(e);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WorklistUnavailableException(
                        new TimeoutException("no turn to read the worklist within " + LONGEST_WAIT.toSeconds() + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorklistUnavailableException(e);
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> page = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                page.add(new Row(
                        rows.getLong(1),
                        rows.getObject(2, LocalDateTime.class),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getBytes(5)));
            }
        }
        return page;
    }

    private static void narrow(SearchStatement statement, Visibility visibility) {
        String states = visibility.states().stream()
                .map(s -> "'" + s.name() + "'")
                .sorted()
                .collect(Collectors.joining(", "));
        statement.and("s.state in (" + states + ")");
        if (!visibility.startedAfter().equals(LocalDateTime.MIN)) {
            statement.and("s.start_at >= ?", visibility.startedAfter());
        }
        if (!visibility.published()) {
            statement.and("not s.published");
        }
    }
}
