package org.confluens.app;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The turn to change the embedded database: one transaction has it from its first change to its end, the others wait in the
 * order of their asking, readers never do. The database writes a commit by taking the state of one table after the other,
 * and what another connection changes meanwhile may come with its table but without its undo record: a kill then leaves
 * half of a transaction that nobody committed. With one writer at a time there is nothing to come between.
 *
 * <p>A thread that has the turn may change through a second connection (a transaction within a suspended one). The turn can
 * be given back by any thread, as a transaction that takes too long is ended by another.
 */
final class WriteTurn {

    /** The state of a lock that was not obtained in time, as the database itself reports it. */
    private static final String LOCK_TIMEOUT = "HYT00";

    private static final int LOCK_TIMEOUT_CODE = 50200;

    private final Semaphore turn = new Semaphore(1, true);
    private final Set<Object> connections = new HashSet<>();
    private final long waitMillis;
    private Thread owner;

    /** A turn that is waited for as long as the database waits for a row. */
    WriteTurn(long waitMillis) {
        this.waitMillis = waitMillis;
    }

    /**
     * Waits for the turn, unless this connection or this thread has it.
     *
     * @throws SQLTimeoutException when another transaction keeps it for too long, or the wait is interrupted
     */
    void take(Object connection) throws SQLException {
        if (joins(connection)) {
            return;
        }
        boolean taken;
        try {
            taken = turn.tryAcquire(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException(
                    "interrupted while waiting to change the embedded database", LOCK_TIMEOUT, LOCK_TIMEOUT_CODE, e);
        }
        if (!taken) {
            throw new SQLTimeoutException(
                    "another transaction has been changing the embedded database for over " + waitMillis
                            + " ms; try again",
                    LOCK_TIMEOUT,
                    LOCK_TIMEOUT_CODE);
        }
        begin(connection);
    }

    /** Ends this connection's part; the last one of a thread gives the turn to whoever waits longest. */
    synchronized void giveBack(Object connection) {
        if (connections.remove(connection) && connections.isEmpty()) {
            owner = null;
            turn.release();
        }
    }

    /** How many threads wait for the turn. */
    int waiting() {
        return turn.getQueueLength();
    }

    /** Whether nobody has the turn. */
    boolean isFree() {
        return turn.availablePermits() == 1;
    }

    private synchronized boolean joins(Object connection) {
        if (owner == Thread.currentThread()) {
            connections.add(connection);
        }
        return connections.contains(connection);
    }

    private synchronized void begin(Object connection) {
        owner = Thread.currentThread();
        connections.add(connection);
    }
}
