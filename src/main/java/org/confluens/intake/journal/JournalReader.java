package org.confluens.intake.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the records of a journal in the order in which they were appended. Used by one thread at a time.
 *
 * <p>Damage costs the records that it hit and no other: the reader finds the next one, and tells of the stretch between.
 * A segment that a dead process left may end in the middle of a record. Nobody was told that such a record was taken, so
 * the reader goes on with the next segment.
 */
public final class JournalReader implements AutoCloseable {

    private final Segments segments;
    private final IntakeJournal journal;
    private final int maximumRecordBytes;
    private Mark here;
    private Optional<SegmentReader> open = Optional.empty();

    /**
     * A place to come back to, and what is known there of the numbers of records.
     *
     * @param lineage that of the record before
     * @param expected the number of the next record within the lineage; -1 when that is not known
     */
    private record Mark(JournalPosition position, OptionalInt lineage, long expected) {
        Mark at(long offset) {
            return new Mark(new JournalPosition(position.segment(), offset), lineage, expected);
        }

        Mark counting(OptionalInt seen, long next) {
            return new Mark(position, seen, next);
        }
    }

    /** What stands at a place of a segment, up to the end of that segment. */
    private record Step(SegmentReader reader, SegmentReader.Found found, SegmentEnd end) {}

    JournalReader(Segments segments, IntakeJournal journal, JournalPosition from, int maximumRecordBytes) {
        this.segments = segments;
        this.journal = journal;
        this.here = new Mark(from, OptionalInt.empty(), -1);
        this.maximumRecordBytes = maximumRecordBytes;
    }

    /** Where the next entry to read begins. */
    public JournalPosition position() {
        return here.position();
    }

    /** Remembers this place; running what is returned leads back to it. */
    public Runnable mark() {
        Mark marked = here;
        return () -> here = marked;
    }

    /**
     * The next entries; empty when everything that was appended has been read.
     *
     * @param most how many at most
     * @param mostBytes how many bytes their records have at most; the first may have more
     */
    public List<JournalEntry> next(int most, long mostBytes) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        Runnable back = mark();
        boolean done = false;
        try {
            long bytes = 0;
            Optional<JournalEntry> entry = next(Long.MAX_VALUE);
            while (entry.isPresent()) {
                entries.add(entry.get());
                bytes += entry.get() instanceof JournalRecord one ? one.payload().length : 0;
                entry = entries.size() < most ? next(mostBytes - bytes) : Optional.empty();
            }
            done = true;
            return entries;
        } finally {
            if (!done) {
                back.run();
            }
        }
    }

    private Optional<JournalEntry> next(long room) throws IOException {
        Optional<Step> step = step();
        if (step.isEmpty()) {
            return Optional.empty();
        }
        SegmentReader.Found found = step.get().found();
        if (!(found instanceof SegmentReader.Whole whole)) {
            return Optional.of(pass(step.get(), ((SegmentReader.Damaged) found).next()));
        }
        SegmentReader reader = step.get().reader();
        long missing = missing(reader, whole);
        if (missing != 0) {
            return Optional.of(missing > 0 ? gap(reader, whole, missing) : pass(step.get(), whole.next()));
        }
        if (whole.length() > room) {
            return Optional.empty();
        }
        byte[] payload = reader.payload(whole);
        taken(reader, whole);
        return Optional.of(new JournalRecord(payload, position()));
    }

    /**
     * Passes over the next record without taking memory for it.
     *
     * @return where its bytes are; empty when no record is next
     */
    public Optional<JournalDamage> passOver() throws IOException {
        Optional<Step> step = step();
        if (step.isPresent() && step.get().found() instanceof SegmentReader.Whole whole) {
            JournalPosition payload = new JournalPosition(position().segment(), whole.payload());
            taken(step.get().reader(), whole);
            return Optional.of(new JournalDamage(payload, position(), 1));
        }
        return Optional.empty();
    }

    private void taken(SegmentReader reader, SegmentReader.Whole whole) {
        here = here.counting(reader.lineage(), whole.sequence() + 1).at(whole.next());
    }

    /** How many records are missing before one; negative when it was read before. */
    private long missing(SegmentReader reader, SegmentReader.Whole whole) {
        if (whole.sequence() < 0 || here.lineage().isEmpty()) {
            return 0;
        }
        boolean same = here.lineage().equals(reader.lineage());
        return whole.sequence() - (same ? here.expected() : 0);
    }

    private JournalDamage gap(SegmentReader reader, SegmentReader.Whole whole, long missing) {
        here = here.counting(reader.lineage(), whole.sequence());
        return new JournalDamage(position(), position(), missing);
    }

    /** Goes on behind a stretch without a record, and finds out how many were in it. */
    private JournalDamage pass(Step step, long next) throws IOException {
        JournalPosition from = position();
        here = here.at(next);
        long missing = 0;
        boolean more = next >= Segments.HEADER_BYTES && next < step.end().offset();
        if (more && step.reader().at(next, step.end()) instanceof SegmentReader.Whole whole) {
            missing = Math.max(0, missing(step.reader(), whole));
            if (missing > 0) {
                here = here.counting(step.reader().lineage(), whole.sequence());
            }
        }
        return new JournalDamage(from, position(), missing);
    }

    /** Goes to the next record or damage, over the ends of segments. */
    private Optional<Step> step() throws IOException {
        while (true) {
            boolean sealed = position().segment() < journal.written().segment();
            Optional<SegmentReader> reader = open(position().segment());
            if (reader.isPresent()) {
                Optional<Step> found = step(reader.get());
                if (found.isPresent()) {
                    return found;
                }
            }
            if (!sealed || !toSegmentAfter(position().segment())) {
                return Optional.empty();
            }
        }
    }

    private Optional<Step> step(SegmentReader reader) throws IOException {
        SegmentEnd end = journal.end(reader.number(), reader.length());
        if (position().offset() < Segments.HEADER_BYTES && end.offset() >= Segments.HEADER_BYTES) {
            if (!reader.isHeaderWhole()) {
                return Optional.of(new Step(reader, new SegmentReader.Damaged(Segments.HEADER_BYTES), end));
            }
            here = here.at(Segments.HEADER_BYTES);
        }
        long at = position().offset();
        SegmentEnd there = new SegmentEnd(Math.min(end.offset(), reader.length()), end.certain());
        if (at < there.offset()) {
            SegmentReader.Found found = reader.at(at, there);
            return found instanceof SegmentReader.End ? Optional.empty() : Optional.of(new Step(reader, found, there));
        }
        // A file that is shorter than what was written to it has lost its end.
        return at < end.offset()
                ? Optional.of(new Step(reader, new SegmentReader.Damaged(end.offset()), there))
                : Optional.empty();
    }

    private boolean toSegmentAfter(long number) throws IOException {
        for (long candidate : segments.numbers()) {
            if (candidate > number) {
                here = new Mark(new JournalPosition(candidate, 0), here.lineage(), here.expected());
                return true;
            }
        }
        return false;
    }

    private Optional<SegmentReader> open(long number) throws IOException {
        if (open.isPresent() && open.get().number() == number) {
            return open;
        }
        close();
        Path path = segments.file(number);
        if (Files.exists(path)) {
            SegmentReader reader = new SegmentReader(path, number, maximumRecordBytes);
            open = Optional.of(reader);
            SegmentEnd end = journal.end(number, reader.length());
            reader.examine(new SegmentEnd(Math.min(end.offset(), reader.length()), end.certain()));
        }
        return open;
    }

    /**
     * Copies what stands in a stretch to a file, however long it is.
     *
     * @return how many bytes there were to copy
     */
    public long copy(JournalDamage stretch, Path to) throws IOException {
        Path segment = segments.file(stretch.from().segment());
        try (FileChannel in = FileChannel.open(segment, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long at = stretch.from().offset();
            long end = Math.min(in.size(), stretch.next().offset());
            while (at < end) {
                at += in.transferTo(at, end - at, out);
            }
            return Math.max(0, end - stretch.from().offset());
        }
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            SegmentReader reader = open.get();
            open = Optional.empty();
            reader.close();
        }
    }
}
