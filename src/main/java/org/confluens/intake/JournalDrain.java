package org.confluens.intake;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.intake.journal.JournalReader;
import org.confluens.intake.journal.JournalRecord;
import org.confluens.platform.log.Log;

/**
 * Moves what the journal holds to the database, in order, after a start as in normal work. The journal is the queue: it
 * takes what a database that is slow or away can't take yet, and how far it has been read is written with the rows. Used
 * by one thread at a time.
 */
final class JournalDrain implements AutoCloseable {

    private static final Log LOG = Log.of(JournalDrain.class);
    private static final int BATCH = 500;

    /** SQLSTATE classes that say that the data are at fault, not the database: 22 data exception, 23 constraint. */
    private static final Set<String> DATA_AT_FAULT = Set.of("22", "23");

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
    private final Quarantine quarantine;
    private final Sink sink;
    private final Clock clock;
    private final String node;
    private final SeriesCache cache = new SeriesCache();
    private final HeaderCodec codec = new HeaderCodec();
    private volatile Instant completeUntil = Instant.EPOCH;
    private volatile Instant oldestUnread;
    private volatile Optional<Instant> failingSince = Optional.empty();
    private volatile JournalPosition moved;
    private Instant lastForgotten = Instant.EPOCH;
    private JournalPosition forgettable = JournalPosition.START;

    JournalDrain(
            IntakeJournal journal, JournalPosition from, Quarantine quarantine, Sink sink, Clock clock, String node) {
        this.journal = journal;
        this.reader = journal.reader(from);
        this.quarantine = quarantine;
        this.sink = sink;
        this.clock = clock;
        this.node = node;
        this.moved = from;
        this.oldestUnread = clock.instant();
    }

    /** How far the database is behind the journal. May be asked by any thread. */
    Backlog backlog(int quarantined) throws IOException {
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
        JournalPosition start = reader.position();
        boolean done = false;
        try {
            List<JournalRecord> records = reader.next(BATCH);
            if (!records.isEmpty()) {
                oldestUnread = receivedAt(records.get(0), oldestUnread);
            }
            Optional<WrittenBatch> written = records.isEmpty() ? Optional.empty() : Optional.of(move(records));
            completeUntil = records.isEmpty() ? before : receivedAt(records.get(records.size() - 1), completeUntil);
            moved = reader.position();
            oldestUnread = completeUntil;
            failingSince = Optional.empty();
            done = true;
            if (records.isEmpty()) {
                forgetOldSegments(before);
            }
            return written;
        } finally {
            if (!done) {
                failingSince = Optional.of(failingSince.orElse(before));
                // Whatever it was, a full disk or a database that is away: the batch comes again.
                cache.clear();
                reader.seek(start);
            }
        }
    }

    /** When a record that is in the database had come; one that nobody could read was put aside and says nothing. */
    private static Instant receivedAt(JournalRecord one, Instant otherwise) {
        try {
            return IntakeRecord.decode(one.payload()).receivedAt();
        } catch (IOException unreadable) {
            return otherwise;
        }
    }

    private WrittenBatch move(List<JournalRecord> records) throws IOException, SQLException {
        try {
            return sink.write(arrivals(records), cache, codec, node, last(records));
        } catch (SQLException e) {
            if (!isDataAtFault(e)) {
                throw e;
            }
            cache.clear();
            return records.size() == 1 ? putAside(records.get(0), e) : oneByOne(records);
        }
    }

    private WrittenBatch oneByOne(List<JournalRecord> records) throws IOException, SQLException {
        List<String> studies = new ArrayList<>();
        boolean documents = false;
        for (JournalRecord one : records) {
            WrittenBatch written = move(List.of(one));
            studies.addAll(written.studiesWithNewSeries());
            documents |= written.documents();
        }
        return new WrittenBatch(studies.stream().distinct().toList(), documents);
    }

    private WrittenBatch putAside(JournalRecord one, Exception reason) throws IOException, SQLException {
        quarantine.keep(one.payload(), one.next());
        LOG.error("an instance that was acknowledged is kept aside, because it could not be registered: {0}", reason);
        return sink.write(List.of(), cache, codec, node, one.next());
    }

    private List<Arrival> arrivals(List<JournalRecord> records) throws IOException {
        List<Arrival> arrivals = new ArrayList<>(records.size());
        for (JournalRecord one : records) {
            try {
                arrivals.add(Arrival.of(IntakeRecord.decode(one.payload())));
            } catch (IOException e) {
                quarantine.keep(one.payload(), one.next());
                LOG.error("a record of the intake journal is kept aside, because it could not be read: {0}", e);
            }
        }
        return arrivals;
    }

    private static JournalPosition last(List<JournalRecord> records) {
        return records.get(records.size() - 1).next();
    }

    private static boolean isDataAtFault(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() > 1
                    && DATA_AT_FAULT.contains(sql.getSQLState().substring(0, 2))) {
                return true;
            }
        }
        return false;
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
        codec.close();
        reader.close();
    }
}
