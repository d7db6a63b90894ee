package org.confluens.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Asks the database again and again whether it answers, so that whoever wants to know need not wait for one that is silent:
 * what counts is how long ago it answered last.
 */
@ApplicationScoped
class DatabaseProbe {

    private static final int ANSWERS_WITHIN_SECONDS = 2;

    /** Silence for longer than this is told as down; a look a second, each with its limit, fits in twice. */
    private static final Duration ALIVE_FOR = Duration.ofSeconds(5);

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private volatile long answeredAt = System.nanoTime() - ALIVE_FOR.toNanos() * 2;
    private volatile String sqlState = "none yet";

    /** Asks once, over a connection of the pool as everybody else does. */
    void look() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (!connection.isValid(ANSWERS_WITHIN_SECONDS)) {
                throw new SQLTimeoutException("the database did not answer in time");
            }
            answeredAt = System.nanoTime();
            sqlState = "";
        } catch (SQLException e) {
            sqlState = String.valueOf(e.getSQLState());
            throw e;
        }
    }

    /** Time since the database answered last. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    boolean answers() {
        return silence().compareTo(ALIVE_FOR) < 0;
    }

    /** The SQL state of the last failure; empty if the last question was answered. */
    String sqlState() {
        return sqlState;
    }
}
