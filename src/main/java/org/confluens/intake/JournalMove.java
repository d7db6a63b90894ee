package org.confluens.intake;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.confluens.intake.journal.JournalDamage;
import org.confluens.intake.journal.JournalEntry;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.intake.journal.JournalReader;
import org.confluens.intake.journal.JournalRecord;
import org.confluens.platform.log.Log;
import org.confluens.platform.memory.MemoryBudget;

/**
 * Moves one batch after the other from the journal to the database. What can never be moved, and what is damaged, goes to
 * quarantine, and the rest goes on: of a batch that fails for its content's sake each record is tried alone. Used by one
 * thread at a time.
 */
final class JournalMove implements AutoCloseable {

    private static final Log LOG = Log.of(JournalMove.class);
    private static final int BATCH = 500;

    /** Reading and writing a record takes several times its bytes. */
    private static final long BATCH_BYTES = 4L << 20;

    /** A record, and what the database gets of it. */
    private static final int COPIES = 2;

    /** So often, with a pause between, is a record tried for which memory does not suffice: others may hold it. */
    private static final int MEMORY_ATTEMPTS = 5;

    private static final int PROGRAM_ATTEMPTS = 2;

    private final JournalReader reader;
    private final Quarantine quarantine;
    private final JournalDrain.Sink sink;
    private final MemoryBudget memory;
    private final String node;
    private final SeriesCache cache = new SeriesCache();
    private final HeaderCodec codec = new HeaderCodec();
    private int alone;
    private int attempts;
    private JournalPosition attempted = JournalPosition.START;

    /**
     * What was moved.
     *
     * @param last when the last record had come; empty where none could be read
     */
    record Moved(WrittenBatch batch, Optional<Instant> last) {}

    JournalMove(JournalReader reader, Quarantine quarantine, JournalDrain.Sink sink, MemoryBudget memory, String node) {
        this.memory = memory;
        this.reader = reader;
        this.quarantine = quarantine;
        this.sink = sink;
        this.node = node;
    }

    /**
     * Moves the next batch.
     *
     * @param begun told when the oldest record of the batch had come, before it is moved
     * @return empty when everything that was appended is moved
     */
    Optional<Moved> next(Consumer<Instant> begun) throws IOException, SQLException {
        while (true) {
            Runnable back = reader.mark();
            int most = alone > 0 ? 1 : BATCH;
            Optional<Throwable> failure = Optional.empty();
            try {
                Optional<Moved> moved = move(most, begun);
                alone = Math.max(0, alone - 1);
                return moved;
            } catch (SQLException | RuntimeException | Error e) {
                back.run();
                cache.clear();
                if (!isForItsContent(e, most)) {
                    throw e;
                }
                failure = Optional.of(e).filter(any -> most == 1);
                alone = most == 1 ? alone : BATCH;
            } catch (IOException e) {
                back.run();
                cache.clear();
                throw e;
            }
            if (failure.isPresent()) {
                alone = Math.max(0, alone - 1);
                return Optional.of(new Moved(putAside(failure.get()), Optional.empty()));
            }
        }
    }

    private Optional<Moved> move(int most, Consumer<Instant> begun) throws IOException, SQLException {
        try (MemoryBudget.Share share = memory.share(COPIES)) {
            return move(most, begun, share);
        }
    }

    private Optional<Moved> move(int most, Consumer<Instant> begun, MemoryBudget.Share share)
            throws IOException, SQLException {
        Deque<JournalEntry> entries = new ArrayDeque<>(reader.next(most, BATCH_BYTES));
        entries.forEach(entry -> share.force(entry instanceof JournalRecord one ? one.payload().length : 0));
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<Arrival> arrivals = arrivals(entries);
        arrivals.stream().findFirst().ifPresent(first -> begun.accept(first.receivedAt()));
        Optional<Instant> last = arrivals.isEmpty()
                ? Optional.empty()
                : Optional.of(arrivals.get(arrivals.size() - 1).receivedAt());
        return Optional.of(new Moved(sink.write(arrivals, cache, codec, node, reader.position()), last));
    }

    /** Takes the entries out of the queue one by one, so that a large record is not in memory twice for longer than need be. */
    private List<Arrival> arrivals(Deque<JournalEntry> entries) throws IOException {
        List<Arrival> arrivals = new ArrayList<>(entries.size());
        for (JournalEntry entry = entries.poll(); entry != null; entry = entries.poll()) {
            if (entry instanceof JournalRecord one) {
                arrival(one).ifPresent(arrivals::add);
            } else if (entry instanceof JournalDamage damage) {
                quarantine.keep(reader, damage);
                LOG.error(
                        "the intake journal is damaged at byte {0} of segment {1}: {2} bytes are kept aside, {3} records"
                                + " are missing",
                        damage.from().offset(),
                        damage.from().segment(),
                        damage.bytes(),
                        damage.missing() == 0 ? "an unknown number of" : damage.missing());
            }
        }
        return arrivals;
    }

    private Optional<Arrival> arrival(JournalRecord one) throws IOException {
        try {
            return Optional.of(Arrival.of(one.payload()));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            quarantine.keep(one.payload(), one.next());
            LOG.error("a record of the intake journal is kept aside, because it could not be read: {0}", e);
            return Optional.empty();
        }
    }

    /** Whether a failure is due to what was to be moved, so that it would come again each time. */
    private boolean isForItsContent(Throwable failure, int most) throws SQLException {
        MoveFailure kind = MoveFailure.of(failure);
        if (kind == MoveFailure.DATABASE) {
            return false;
        }
        if (most > 1 || kind == MoveFailure.DATA) {
            return true;
        }
        if (kind == MoveFailure.PROGRAM) {
            // Where nothing at all can be written, it is not for this record's sake.
            sink.write(List.of(), cache, codec, node, reader.position());
        }
        attempts = attempted.equals(reader.position()) ? attempts + 1 : 1;
        attempted = reader.position();
        return attempts >= (kind == MoveFailure.MEMORY ? MEMORY_ATTEMPTS : PROGRAM_ATTEMPTS);
    }

    private WrittenBatch putAside(Throwable reason) throws IOException, SQLException {
        Runnable back = reader.mark();
        boolean done = false;
        try {
            Optional<JournalDamage> one = reader.passOver();
            if (one.isPresent()) {
                quarantine.keepRecord(reader, one.get());
                LOG.error(
                        "an instance that was acknowledged is kept aside, because it could not be registered: {0}",
                        reason);
            }
            WrittenBatch written = sink.write(List.of(), cache, codec, node, reader.position());
            done = true;
            return written;
        } finally {
            if (!done) {
                back.run();
            }
        }
    }

    @Override
    public void close() throws IOException {
        codec.close();
        reader.close();
    }
}
