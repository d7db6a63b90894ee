package org.confluens.app;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.confluens.platform.disk.Room;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Gives the room of what was changed or deleted back from the file of the embedded database. The database would do it on a
 * thread of its own, but has none where it writes each commit at once; without this a file of hundreds of MiB holds a few.
 * It is done in short slices that each take the turn to write ({@link WriteTurn}), so that nobody changes anything meanwhile;
 * readers go on. A kill in the midst of it loses nothing: the file's newest state stays until a newer one is written whole.
 */
final class EmbeddedCompaction {

    private static final long MIB = 1L << 20;
    /** What is not worth the work. */
    private static final long LITTLE = 16 * MIB;
    /** While others write, their work goes before, up to this. */
    private static final long MUCH = 256 * MIB;
    /** What the work itself may need. */
    private static final long LEAST_FREE = 64 * MIB;

    private static final int SLICE_MILLIS = 200;
    private static final int SLICES_AT_A_TIME = 3;
    private static final int PERCENT = 100;

    private final DataSource database;
    private final Path file;
    private final EmbeddedFile watched;
    private final WriteTurn turn;
    private long lastVersion;

    /**
     * @param database opens connections of the embedded database as they are, without a turn
     * @param file the database's file
     */
    EmbeddedCompaction(DataSource database, Path file, WriteTurn turn) {
        this.database = database;
        this.file = file;
        this.watched = new EmbeddedFile(file);
        this.turn = turn;
    }

    /** Compacts the file for about half a second, if it is worth it now; tells whether it did anything. */
    boolean look() throws SQLException {
        watched.check();
        try (Connection connection = database.getConnection()) {
            MVStore store = store(connection);
            boolean idle = store.getCurrentVersion() == lastVersion;
            boolean due = turn.isFree() && isWorth(store, idle ? LITTLE : MUCH);
            for (int slice = 0; due && slice < SLICES_AT_A_TIME && isWorth(store, LITTLE); slice++) {
                compact(store);
            }
            lastVersion = store.getCurrentVersion();
            return due;
        }
    }

    /** Compacts the file until it is not worth it any more, or for so long. */
    void finish(long mostMillis) throws SQLException {
        long end = System.nanoTime() + mostMillis * 1_000_000;
        watched.check();
        try (Connection connection = database.getConnection()) {
            MVStore store = store(connection);
            while (isWorth(store, LITTLE) && System.nanoTime() - end < 0) {
                compact(store);
            }
        }
    }

    /** One slice of the work, whether it is worth it or not. */
    void slice() throws SQLException {
        try (Connection connection = database.getConnection()) {
            compact(store(connection));
        }
    }

    private boolean isWorth(MVStore store, long least) {
        long size = store.getFileStore().size();
        long live = size
                / PERCENT
                * store.getFillRate()
                / PERCENT
                * store.getFileStore().getChunksFillRate();
        long spare = size - live;
        return spare > least
                && spare > live
                && Room.freeBytes(file.toAbsolutePath().getParent()) > live + LEAST_FREE;
    }

    /** The database forgets the time for which it keeps what is no longer used, so it is told again. */
    private void compact(MVStore store) throws SQLException {
        turn.take(this);
        int kept = store.getRetentionTime();
        try {
            store.compactFile(SLICE_MILLIS);
        } finally {
            store.setRetentionTime(kept);
            turn.giveBack(this);
        }
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }
}
