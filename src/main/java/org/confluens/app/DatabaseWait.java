package org.confluens.app;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.platform.log.LogText;
import org.h2.engine.ConnectionInfo;
import org.h2.message.DbException;

/**
 * What {@code deploy/run} asks before it boots the server: waits for a PostgreSQL that is away, for as long as it is, and
 * says so once a minute. One that is there and refuses is not waited for: no time mends a wrong password.
 */
public final class DatabaseWait {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Settings settings;
    private final PrintStream out;
    private final Duration betweenLines;

    DatabaseWait(Settings settings, PrintStream out, Duration betweenLines) {
        this.settings = settings;
        this.out = out;
        this.betweenLines = betweenLines;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            new DatabaseWait(Settings.ofThisProcess(), System.err, BETWEEN_LINES).await();
        } catch (ConfigurationException e) {
            System.err.println("confluens: " + LogText.clean(e.getMessage()));
            System.exit(2);
        }
    }

    /**
     * Returns once the database takes connections.
     *
     * @throws ConfigurationException when it answers and lets nobody in with these settings
     */
    void await() throws InterruptedException {
        String url = settings.text("confluens.db.url");
        if (!url.startsWith("jdbc:postgresql:")) {
            refuseUnreadable(url);
            return;
        }
        ConfluensDataSource database = new ConfluensDataSource(settings);
        long nextLine = System.nanoTime();
        while (true) {
            try {
                database.getConnection().close();
                return;
            } catch (SQLException e) {
                refuseFinal(e);
                if (System.nanoTime() - nextLine >= 0) {
                    out.printf(
                            "confluens: the database %s does not answer (SQL state %s); waiting for it%n",
                            ConfluensDataSource.place(settings), e.getSQLState());
                    nextLine = System.nanoTime() + betweenLines.toNanos();
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }

    /** Drivers quote an address that they cannot read, with the password in it. */
    private static void refuseUnreadable(String url) {
        try {
            if (!url.isEmpty()) {
                new ConnectionInfo(url, new Properties(), null, null);
            }
        } catch (DbException e) {
            throw new ConfigurationException(
                    "confluens.db.url cannot be read (not shown, it may hold a password; H2 error %d); it begins with jdbc:postgresql:// or jdbc:h2:, and its options are the driver's"
                            .formatted(e.getErrorCode()));
        }
    }

    /** SQLSTATE classes 28, who may log in, and 3D, which database: the server is there. */
    private void refuseFinal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("28") || state.startsWith("3D")) {
            throw new ConfigurationException(
                    "the database %s refuses the connection (SQL state %s); check confluens.db.url, confluens.db.user and confluens.db.password"
                            .formatted(ConfluensDataSource.place(settings), state));
        }
    }
}
