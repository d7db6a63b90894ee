package org.confluens.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.confluens.config.Settings;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The one database, as the container's pool asks for its connections: an embedded H2 file in the data folder, or what
 * {@code confluens.db.url} names. A class of its own because a {@code @DataSourceDefinition} takes constants only.
 */
public class ConfluensDataSource implements DataSource {

    private static final int LOCK_TIMEOUT_MILLIS = 10_000;
    /** A stop takes no longer for it; what is left is done at the next. */
    private static final int COMPACT_AT_STOP_MILLIS = 5_000;
    /** Longer than a row is waited for: others wait for it too, each for one transaction of those before it. */
    private static final int TURN_TIMEOUT_MILLIS = 30_000;
    /** The container makes a data source for each of its pools; to the database they are one process. */
    private static final WriteTurn TURN = new WriteTurn(TURN_TIMEOUT_MILLIS);

    private final DataSource database;
    private final String url;
    private final EmbeddedFile file;
    private final PostgresPatience patience;

    /** The database of this process' settings. */
    public ConfluensDataSource() {
        this(Settings.ofThisProcess());
    }

    ConfluensDataSource(Settings settings) {
        this(settings, PostgresPatience.ofWork(settings.duration("confluens.db.answer-within")));
    }

    private ConfluensDataSource(Settings settings, PostgresPatience patience) {
        this.patience = patience;
        url = settings.text("confluens.db.url");
        file = url.isEmpty() ? new EmbeddedFile(file(settings)) : EmbeddedFile.elsewhere(file(settings));
        database = open(settings);
        if (database instanceof PGSimpleDataSource postgres) {
            patience.limit(postgres, url);
        }
    }

    /** The same database for its migrations, which may take longer. */
    static ConfluensDataSource forMigrations(Settings settings) {
        return new ConfluensDataSource(settings, PostgresPatience.ofMigrations());
    }

    /** Which database the settings mean, for a message: its URL without parameters, where a password may stand. */
    static String place(Settings settings) {
        String url = settings.text("confluens.db.url");
        return url.isEmpty()
                ? "'" + file(settings) + "'"
                : "'" + url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//") + "'";
    }

    /** Where the embedded database has its file. */
    private static Path file(Settings settings) {
        return settings.path("confluens.data-dir").resolve("confluens.mv.db");
    }

    /** A user whom the URL names is the one that is meant: the key has a default, the URL has none. */
    static DataSource open(Settings settings) {
        String url = settings.text("confluens.db.url");
        if (url.startsWith("jdbc:postgresql:")) {
            PGSimpleDataSource postgres = new PGSimpleDataSource();
            postgres.setUrl(url);
            if (postgres.getUser() == null) {
                postgres.setUser(settings.text("confluens.db.user"));
            }
            if (postgres.getPassword() == null) {
                postgres.setPassword(settings.text("confluens.db.password"));
            }
            return postgres;
        }
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl(url.isEmpty() ? embedded(settings.path("confluens.data-dir")) : bounded(url, settings));
        h2.setUser(settings.text("confluens.db.user"));
        h2.setPassword(settings.text("confluens.db.password"));
        if (url.isEmpty() && h2.getPassword().isEmpty()) {
            h2.setPassword(EmbeddedPassword.of(settings.path("confluens.data-dir"), h2));
        }
        return h2;
    }

    /** The URL of an H2 server with a limit of silence, unless it has one; a file in this process cannot go silent. */
    private static String bounded(String url, Settings settings) {
        String known = url.toUpperCase(Locale.ROOT);
        boolean remote = known.startsWith("JDBC:H2:TCP:") || known.startsWith("JDBC:H2:SSL:");
        return remote && !known.contains(";NETWORK_TIMEOUT=")
                ? url + ";NETWORK_TIMEOUT="
                        + settings.duration("confluens.db.answer-within").toMillis()
                : url;
    }

    /**
     * Its own trace file would hold failed statements with their values, so it writes none; at an orderly stop it gives back
     * the room of what was deleted, within a time, and before that by {@link EmbeddedCompaction}. Commits are written at
     * once: by default the database gathers them for half a second, and a killed process loses them.
     */
    private static String embedded(Path dataFolder) {
        return "jdbc:h2:file:" + dataFolder.resolve("confluens")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0"
                + ";MAX_COMPACT_TIME=" + COMPACT_AT_STOP_MILLIS + ";LOCK_TIMEOUT="
                + LOCK_TIMEOUT_MILLIS;
    }

    /** What keeps the file of the embedded database small, where the settings mean that one. */
    static Optional<EmbeddedCompaction> compaction(Settings settings) {
        return settings.text("confluens.db.url").isEmpty()
                ? Optional.of(new EmbeddedCompaction(open(settings), file(settings), TURN))
                : Optional.empty();
    }

    @Override
    public Connection getConnection() throws SQLException {
        file.check();
        Connection connection = database.getConnection();
        if (database instanceof JdbcDataSource) {
            return EmbeddedConnection.of(connection, TURN, file);
        }
        try {
            patience.begin(connection, url);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return PostgresConnection.of(connection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the data source logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(database) ? type.cast(database) : database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(database) || database.isWrapperFor(type);
    }
}
