package org.confluens.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.confluens.config.Settings;

/**
 * A process that counts in the embedded database until it is killed, on several connections at once. Each transaction sets
 * a counter and writes one line for each number, others are rolled back; what was committed is printed as "connection number".
 */
final class CommittingProcess {
    static final int CONNECTIONS = 8;
    private static final int MOST_TAKEN_BACK = 4;
    /** A commit is written table by table: the more there are, the longer it takes. */
    private static final int OTHER_TABLES = 30;

    private static final int BODY = 2000;
    private static final long BETWEEN_SLICES_NANOS = 20_000_000;

    private CommittingProcess() {}

    static Settings settings(String folder) {
        return Settings.of(Map.of("confluens.data-dir", folder, "confluens.db.password", "invented"));
    }

    static DataSource database(String folder) {
        return new ConfluensDataSource(settings(folder));
    }

    /** Arguments: the data folder, and any further word to compact the file all the while. */
    public static void main(String[] arguments) throws SQLException {
        DataSource database = database(arguments[0]);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists counter (id int primary key, number bigint, body varbinary)");
            statement.execute("create table if not exists line (id int, number bigint, body varbinary,"
                    + " primary key (id, number))");
            for (int other = 0; other < OTHER_TABLES; other++) {
                statement.execute("create table if not exists other" + other + " (id int primary key)");
            }
            for (int id = 0; id < CONNECTIONS; id++) {
                statement.execute("insert into counter values (" + id + ", 0, null) on conflict do nothing");
            }
        }
        if (arguments.length > 1) {
            EmbeddedCompaction compaction =
                    ConfluensDataSource.compaction(settings(arguments[0])).orElseThrow();
            new Thread(() -> compact(compaction)).start();
        }
        for (int id = 0; id < CONNECTIONS; id++) {
            int mine = id;
            new Thread(() -> count(database, mine)).start();
        }
    }

    /** Again and again, whether it is worth it or not, and between commits only as long as one is waited for. */
    private static void compact(EmbeddedCompaction compaction) {
        try {
            while (true) {
                compaction.slice();
                LockSupport.parkNanos(BETWEEN_SLICES_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void count(DataSource database, int id) {
        Random random = new Random(id);
        try (Connection connection = database.getConnection();
                PreparedStatement counter =
                        connection.prepareStatement("update counter set number = ?, body = ? where id = ?");
                PreparedStatement line = connection.prepareStatement("insert into line values (?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (long number = last(connection, id) + 1; ; number++) {
                byte[] body = new byte[random.nextInt(BODY)];
                random.nextBytes(body);
                counter.setLong(1, number);
                counter.setBytes(2, body);
                counter.setInt(3, id);
                counter.executeUpdate();
                line.setInt(1, id);
                line.setLong(2, number);
                line.setBytes(3, body);
                line.executeUpdate();
                connection.commit();
                System.out.println(id + " " + number);
                for (int taken = random.nextInt(MOST_TAKEN_BACK); taken > 0; taken--) {
                    counter.setLong(1, -1);
                    counter.executeUpdate();
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long last(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from counter where id = " + id)) {
            row.next();
            return row.getLong(1);
        }
    }
}
