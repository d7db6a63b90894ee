package org.confluens.intake;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.intake.journal.JournalReader;
import org.confluens.platform.memory.MemoryBudget;

/**
 * Moves what the journal holds to the database, in order, after a start as in normal work. The journal is the queue: it
 * takes what a database that is slow or away can't take yet, and how far it has been read is written with the rows. Used
 * by one thread at a time.
 */
final class JournalDrain implements AutoCloseable {

    /**
     * How long segments stay after they were read: the embedded database writes its commits to its file within a second, so
     * that a killed process may come back with a position from shortly before.
     */
    private static final Duration KEEP_READ_SEGMENTS = Duration.ofMinutes(1);

    /** Writes a batch and the position after it in one transaction. */
    interface Sink {
        WrittenBatch write(
                List<Arrival> arrivals, SeriesCache cache, HeaderCodec codec, String node, JournalPosition next)
                throws SQLException;
    }

    private final IntakeJournal journal;
    private final JournalReader reader;
    private final JournalMove move;
    private final Clock clock;
    private volatile Instant completeUntil = Instant.EPOCH;
    private volatile Instant oldestUnread;
    private volatile Optional<Instant> failingSince = Optional.empty();
    private volatile JournalPosition moved;
    private Instant lastForgotten = Instant.EPOCH;
    private JournalPosition forgettable = JournalPosition.START;

    /** @param memory what peers share; what is moved counts as taken by them, so that they wait for it */
    JournalDrain(
            IntakeJournal journal,
            JournalPosition from,
            Quarantine quarantine,
            Sink sink,
            MemoryBudget memory,
            Clock clock,
            String node) {
        this.journal = journal;
        this.reader = journal.reader(from);
        this.move = new JournalMove(reader, quarantine, sink, memory, node);
        this.clock = clock;
        this.moved = from;
        this.oldestUnread = clock.instant();
    }

    /** How far the database is behind the journal. May be asked by any thread. */
    Backlog backlog(SetAside quarantined) throws IOException {
        long bytes = journal.bytesBehind(moved);
        return new Backlog(bytes, Optional.of(oldestUnread).filter(since -> bytes > 0), failingSince, quarantined);
    }

    /**
     * The database holds everything that was acknowledged before this. A study whose deadline is later may have images in
     * the journal.
     */
    Instant completeUntil() {
        return completeUntil;
    }

    /** Whether the journal holds what the database does not, before a position. */
    boolean isBefore(JournalPosition position) {
        return reader.position().compareTo(position) < 0;
    }

    /**
     * Moves batches until what lies before a position is in the database. What comes meanwhile is of the next burst: moved
     * at once, it would cost transactions of an instance or two beside the association that it comes by.
     *
     * @param moved told of each batch
     * @param stopping asked after each batch whether to leave the rest
     */
    void upTo(JournalPosition end, Consumer<WrittenBatch> moved, BooleanSupplier stopping)
            throws IOException, SQLException {
        Optional<WrittenBatch> batch;
        do {
            batch = next();
            batch.ifPresent(moved);
        } while (batch.isPresent() && isBefore(end) && !stopping.getAsBoolean());
    }

    /**
     * Moves one batch.
     *
     * @return what was moved; empty when the journal holds nothing new
     * @throws SQLException when the database can't take anything now; nothing is lost, the batch comes again
     * @throws IOException when the journal can't be read or a record not put aside now; the same holds
     */
    Optional<WrittenBatch> next() throws IOException, SQLException {
        Instant before = clock.instant();
        boolean done = false;
        try {
            Optional<JournalMove.Moved> batch = move.next(first -> oldestUnread = first);
            completeUntil = batch.isEmpty() ? before : batch.get().last().orElse(completeUntil);
            moved = reader.position();
            oldestUnread = completeUntil.equals(Instant.EPOCH) ? oldestUnread : completeUntil;
            done = true;
            if (batch.isEmpty()) {
                forgetOldSegments(before);
            }
            return batch.map(JournalMove.Moved::batch);
        } finally {
            failingSince = done ? Optional.empty() : Optional.of(failingSince.orElse(before));
        }
    }

    private void forgetOldSegments(Instant now) throws IOException {
        if (Duration.between(lastForgotten, now).compareTo(KEEP_READ_SEGMENTS) > 0) {
            journal.forgetBefore(forgettable);
            forgettable = reader.position();
            lastForgotten = now;
        }
    }

    @Override
    public void close() throws IOException {
        move.close();
    }
}
