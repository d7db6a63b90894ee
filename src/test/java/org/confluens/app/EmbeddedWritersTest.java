package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One transaction at a time changes the embedded database; whoever only reads never waits. */
@Timeout(30)
class EmbeddedWritersTest {
    private static final String CHANGE = "update thing set n = n + 1 where id = 1";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1";
    private WriteTurn turn = new WriteTurn(60_000);
    private Connection first;
    private Connection second;

    @BeforeEach
    void makeTheTable() throws SQLException {
        first = open();
        second = open();
        run(first, "create table thing (id int primary key, n int)");
        run(first, "create sequence numbers");
        run(first, "insert into thing values (1, 0), (2, 0)");
    }

    @AfterEach
    void close() throws SQLException {
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update thing set n = 7 where id = 2",
                "insert into thing values (3, 0)",
                "  /* late */ delete from thing where id = 2",
                "select n from thing where id = 2 FOR\nUPDATE",
                "select nextval('numbers')",
                "select id from final table (insert into thing values (4, 0))"
            })
    void changesOnlyAfterTheOtherTransactionEnded(String change) throws Exception {
        first.setAutoCommit(false);
        run(first, CHANGE);
        CompletableFuture<Void> changed = CompletableFuture.runAsync(() -> runUnchecked(second, change));
        awaitWaiting(changed);

        first.commit();

        changed.get();
    }

    @Test
    void readsWhileATransactionChanges() throws SQLException {
        first.setAutoCommit(false);
        run(first, CHANGE);

        assertThat(number(second)).isZero();

        first.rollback();
    }

    @Test
    void keepsTheTurnAfterARollbackToASavepointAndLosesItAtTheWholeOne() throws Exception {
        first.setAutoCommit(false);
        run(first, CHANGE);
        Savepoint here = first.setSavepoint();
        first.rollback(here);
        CompletableFuture<Void> changed = CompletableFuture.runAsync(() -> runUnchecked(second, CHANGE));
        awaitWaiting(changed);

        first.rollback();

        changed.get();
        assertThat(number(second)).isEqualTo(1);
    }

    @Test
    void takesTheTurnForPreparedStatementsAndTheirBatches() throws Exception {
        first.setAutoCommit(false);
        try (PreparedStatement statement = first.prepareStatement("insert into thing values (?, 0)")) {
            statement.setInt(1, 5);
            statement.addBatch();
            statement.executeBatch();
        }
        CompletableFuture<Void> changed = CompletableFuture.runAsync(() -> runUnchecked(second, CHANGE));
        awaitWaiting(changed);

        first.setAutoCommit(true);

        changed.get();
    }

    @Test
    void givesTheTurnBackAfterAChangeThatCommitsByItselfOrFails() throws ExecutionException, InterruptedException {
        runUnchecked(first, CHANGE);
        assertThatThrownBy(() -> run(first, "insert into thing values (1, 0)")).isInstanceOf(SQLException.class);

        CompletableFuture.runAsync(() -> runUnchecked(second, CHANGE)).get();
    }

    @Test
    void letsAThreadChangeWithinItsOwnSuspendedTransaction() throws SQLException {
        first.setAutoCommit(false);
        run(first, CHANGE);

        run(second, "update thing set n = 9 where id = 2");

        first.commit();
        assertThat(turn.isFree()).isTrue();
    }

    @Test
    void isGivenBackByWhicheverThreadEndsTheTransaction() throws Exception {
        first.setAutoCommit(false);
        CompletableFuture.runAsync(() -> runUnchecked(first, CHANGE)).get();

        first.rollback();

        assertThat(turn.isFree()).isTrue();
        run(second, CHANGE);
    }

    @Test
    void refusesAChangeThatWaitedTooLongAsTheDatabaseRefusesARow() throws SQLException {
        turn = new WriteTurn(20);
        try (Connection busy = open();
                Connection late = open()) {
            busy.setAutoCommit(false);
            CompletableFuture.runAsync(() -> runUnchecked(busy, CHANGE)).join();

            assertThatThrownBy(() -> run(late, CHANGE)).isInstanceOfSatisfying(SQLTimeoutException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("HYT00");
                assertThat(e.getMessage()).contains("20 ms");
            });

            busy.commit();
            run(late, CHANGE);
        }
    }

    private void awaitWaiting(CompletableFuture<Void> change) {
        while (turn.waiting() == 0) {
            assertThat(change).isNotDone();
            Thread.onSpinWait();
        }
    }

    private Connection open() throws SQLException {
        return EmbeddedConnection.of(
                DriverManager.getConnection(url), turn, EmbeddedFile.elsewhere(Path.of("database.mv.db")));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void runUnchecked(Connection connection, String sql) {
        try {
            run(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select n from thing where id = 1")) {
            row.next();
            return row.getInt(1);
        }
    }
}
