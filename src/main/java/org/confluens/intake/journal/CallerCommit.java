package org.confluens.intake.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes on the thread of whoever finds nobody writing, who takes everything that waits; the others wait for their record's
 * turn. So an association alone pays no hand-over between threads, which costs more than a write to the operating system.
 */
final class CallerCommit implements GroupCommit {

    private final Batch target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private List<Append> waiting = new ArrayList<>();
    private boolean writing;
    private boolean closed;

    CallerCommit(Batch target) {
        this.target = target;
    }

    @Override
    public void append(byte[] record) throws IOException {
        Append append = new Append(record);
        List<Append> batch = enqueueAndWait(append);
        if (!batch.isEmpty()) {
            writeAndSettle(batch);
        }
        if (append.failure != null) {
            throw GroupCommit.failureOf(append.failure);
        }
    }

    /** Waits until the record is settled, or until it is up to this thread to write: then gives what to write. */
    private List<Append> enqueueAndWait(Append append) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw GroupCommit.closed();
            }
            waiting.add(append);
            while (!append.settled && writing) {
                settled.awaitUninterruptibly();
            }
            if (append.settled) {
                return List.of();
            }
            writing = true;
            List<Append> batch = waiting;
            waiting = new ArrayList<>();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void writeAndSettle(List<Append> batch) {
        // Whatever ends the write, those who wait for it must not take it for success.
        IOException failure = new IOException("the write did not end");
        try {
            target.write(batch.stream().map(append -> append.record).toList());
            failure = null;
        } catch (IOException e) {
            failure = e;
        } finally {
            settle(batch, failure);
        }
    }

    private void settle(List<Append> batch, IOException failure) {
        lock.lock();
        try {
            for (Append append : batch) {
                append.failure = failure;
                append.settled = true;
            }
            writing = false;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (writing || !waiting.isEmpty()) {
                settled.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A record on its way; its fields are written and read under the lock. */
    private static final class Append {
        private final byte[] record;
        private boolean settled;
        private IOException failure;

        private Append(byte[] record) {
            this.record = record;
        }
    }
}
