package org.confluens.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long PostgreSQL is waited for. A server, or a firewall before it, that goes silent closes nothing: without limits a
 * read waits for ever, and the server keeps the locks of a transaction whose client is gone. What the URL sets itself goes
 * before all of this.
 *
 * @param statement how long a statement may take; none for zero
 * @param silence how long the socket may stay without a byte while an answer is due, longer than a statement may take
 * @param idleTransaction how long the server keeps a transaction whose client says nothing; for ever for zero
 */
record PostgresPatience(Duration statement, Duration silence, Duration idleTransaction) {

    private static final Duration BEYOND_STATEMENT = Duration.ofSeconds(5);
    private static final Duration IDLE_TRANSACTION = Duration.ofSeconds(30);
    private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(10);
    private static final int CONNECT_SECONDS = 5;
    private static final int LOGIN_SECONDS = 10;

    /** For work: a statement is answered within a time, or its connection is given up. */
    static PostgresPatience ofWork(Duration statement) {
        return new PostgresPatience(statement, statement.plus(BEYOND_STATEMENT), IDLE_TRANSACTION);
    }

    /** For migrations, whose statements may take as long as a large table takes. */
    static PostgresPatience ofMigrations() {
        return new PostgresPatience(Duration.ZERO, LONGEST_MIGRATION, Duration.ZERO);
    }

    /** Sets the driver's time-outs that the source's URL does not set itself. */
    void limit(PGSimpleDataSource source, String url) {
        Properties named = ofUrl(url);
        if (!isSet(named, PGProperty.CONNECT_TIMEOUT)) {
            source.setConnectTimeout(CONNECT_SECONDS);
        }
        if (!isSet(named, PGProperty.LOGIN_TIMEOUT)) {
            source.setLoginTimeout(LOGIN_SECONDS);
        }
        if (!isSet(named, PGProperty.SOCKET_TIMEOUT)) {
            source.setSocketTimeout((int) Math.max(1, silence.toSeconds()));
        }
        if (!isSet(named, PGProperty.TCP_KEEP_ALIVE)) {
            source.setTcpKeepAlive(true);
        }
    }

    /** Tells the server its part, for the session of a new connection; what the URL's options name is left alone. */
    void begin(Connection connection, String url) throws SQLException {
        String options =
                ofUrl(url).getProperty(PGProperty.OPTIONS.getName(), "").toLowerCase(Locale.ROOT);
        StringBuilder sql = new StringBuilder();
        set(sql, options, "statement_timeout", statement);
        set(sql, options, "idle_in_transaction_session_timeout", idleTransaction);
        if (!sql.isEmpty()) {
            try (Statement session = connection.createStatement()) {
                session.execute(sql.toString());
            }
        }
    }

    private static void set(StringBuilder sql, String options, String parameter, Duration value) {
        if (!value.isZero() && !options.contains(parameter)) {
            sql.append("set ")
                    .append(parameter)
                    .append(" = ")
                    .append(value.toMillis())
                    .append("; ");
        }
    }

    private static Properties ofUrl(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        return parsed == null ? new Properties() : parsed;
    }

    private static boolean isSet(Properties named, PGProperty property) {
        return named.getProperty(property.getName()) != null;
    }
}
