package org.confluens.intake.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes on a thread of its own, which takes everything that waits as soon as the write before is done. Where a write takes
 * as long as a disk's flush, the disk is the narrow place: it must not stand still until one of those who wait has woken
 * up, and a write wakes nobody whose record it did not hold.
 */
final class WriterCommit implements GroupCommit {

    private static final Append END = new Append(new byte[0]);

    private final Batch target;
    private final BlockingQueue<Append> waiting = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::writeAll, "intake-journal");
    private boolean closed;

    WriterCommit(Batch target) {
        this.target = target;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void append(byte[] record) throws IOException {
        Append append = new Append(record);
        synchronized (this) {
            if (closed) {
                throw GroupCommit.closed();
            }
            waiting.add(append);
        }
        Outcome outcome = append.outcome.join();
        if (outcome instanceof Failed failed) {
            throw GroupCommit.failureOf(failed.reason());
        }
    }

    private void writeAll() {
        boolean open = true;
        List<Append> batch = new ArrayList<>();
        while (open) {
            take(batch);
            open = !batch.remove(END);
            Outcome outcome = write(batch);
            batch.forEach(append -> append.outcome.complete(outcome));
            batch.clear();
        }
    }

    private void take(List<Append> batch) {
        while (batch.isEmpty()) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                // Only close() ends this thread: records wait for it.
                continue;
            }
        }
        waiting.drainTo(batch);
    }

    /** Whatever goes wrong is told to those who wait, none of whom may take it for success, and the next batch is tried. */
    private Outcome write(List<Append> batch) {
        if (batch.isEmpty()) {
            return new Written();
        }
        try {
            target.write(batch.stream().map(append -> append.record).toList());
            return new Written();
        } catch (IOException e) {
            return new Failed(e);
        } catch (RuntimeException | Error e) {
            return new Failed(new IOException(e));
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                waiting.add(END);
            }
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Outcome permits Written, Failed {}

    private record Written() implements Outcome {}

    private record Failed(IOException reason) implements Outcome {}

    private static final class Append {
        private final byte[] record;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        private Append(byte[] record) {
            this.record = record;
        }
    }
}
