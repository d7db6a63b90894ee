package org.confluens.intake.journal;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.platform.disk.Room;

/**
 * The append-only journal: a record is acknowledged once it is in the operating system's hands (it survives the death
 * of this process) or, when power safe, on the disk.
 *
 * <p>Many threads share the cost of one write ({@link GroupCommit}). A start always begins a new segment and never appends
 * to one with a torn end.
 */
public final class IntakeJournal implements AutoCloseable {

    private static final String OWNER = "owner";

    private final JournalOptions options;
    private final Segments segments;
    private final Room room;
    private final FileChannel ownership;
    private final GroupCommit commit;
    private SegmentWriter segment;

    /** Whether the last write to the segment failed. */
    private boolean doubtful;

    private volatile JournalPosition written;
    private Lineage lineage = new Lineage();

    /** Where the segments end that this process wrote and left. */
    private final Map<Long, Long> ends = new ConcurrentHashMap<>();

    private IntakeJournal(Path directory, JournalOptions options, FileChannel ownership) throws IOException {
        this.options = options;
        this.ownership = ownership;
        this.segments = new Segments(directory);
        this.room = new Room(directory, options.minimumFreeBytes());
        List<Long> numbers = segments.numbers();
        begin(numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1);
        this.commit = options.powerSafe() ? new WriterCommit(this::write) : new CallerCommit(this::write);
    }

    /**
     * Opens the journal in a directory, which is made when absent.
     *
     * @throws IOException when the directory can't be made or written, or another process has the journal open
     */
    public static IntakeJournal open(Path directory, JournalOptions options) throws IOException {
        OwnerOnly.folder(directory);
        FileChannel ownership = FileChannel.open(OwnerOnly.file(directory.resolve(OWNER)), WRITE);
        try {
            if (ownership.tryLock() == null) {
                throw new IOException("another process writes the intake journal in " + directory);
            }
            return new IntakeJournal(directory, options, ownership);
        } catch (IOException | OverlappingFileLockException e) {
            ownership.close();
            throw e instanceof IOException failure ? failure : new IOException("the journal is open already", e);
        }
    }

    /**
     * Whether the journal in a directory is open, in this process or another.
     *
     * @throws IOException when that cannot be found out
     */
    public static boolean isOpen(Path directory) throws IOException {
        Path owner = directory.resolve(OWNER);
        if (!Files.exists(owner)) {
            return false;
        }
        try (FileChannel ownership = FileChannel.open(owner, WRITE);
                FileLock lock = ownership.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * Appends a record; when this returns, the record will be seen by a replay.
     *
     * @throws JournalFullException when the disk has too little room
     * @throws IOException when the record is too large, the journal is closed or the disk refuses; a replay may
     *     nevertheless see it
     */
    public void append(byte[] payload) throws IOException {
        if (payload.length > options.maximumRecordBytes()) {
            throw new IOException("a record of " + payload.length + " bytes is larger than the journal takes");
        }
        commit.append(payload);
    }

    private void write(List<byte[]> records) throws IOException {
        requireRoom();
        if (doubtful || segment.length() >= options.segmentBytes()) {
            begin(segment.position().segment() + 1);
        }
        // After a failed write nobody knows what of the file is on the disk: it is left, and the next write begins
        // anew.
        doubtful = true;
        segment.append(records);
        doubtful = false;
        written = segment.position();
    }

    private void begin(long number) throws IOException {
        SegmentWriter before = segment;
        Lineage following = doubtful ? new Lineage() : lineage;
        SegmentWriter next = new SegmentWriter(segments.file(number), number, following, options.powerSafe());
        if (before != null) {
            ends.put(before.position().segment(), before.length());
        }
        lineage = following;
        segment = next;
        doubtful = false;
        written = next.position();
        if (before != null) {
            before.close();
        }
        if (options.powerSafe()) {
            segments.forceDirectory();
        }
    }

    private void requireRoom() throws JournalFullException {
        if (!room.isLeft()) {
            throw new JournalFullException(options.minimumFreeBytes());
        }
    }

    /** Where the next record will begin: everything before it has been appended. */
    public JournalPosition written() {
        return written;
    }

    /** Where a segment ends, as this process wrote it, or as long as its file is now. */
    SegmentEnd end(long number, long length) {
        JournalPosition now = written;
        Long left = number == now.segment() ? Long.valueOf(now.offset()) : ends.get(number);
        return left == null ? new SegmentEnd(length, false) : new SegmentEnd(left, true);
    }

    /** Reads the records from a position to {@link #written()}. */
    public JournalReader reader(JournalPosition from) {
        return new JournalReader(segments, this, from, options.maximumRecordBytes());
    }

    /** Deletes the segments before the one of a position; the newest always stays, so that numbers never repeat. */
    public void forgetBefore(JournalPosition position) throws IOException {
        long keep = Math.min(position.segment(), written.segment());
        for (long number : segments.numbers()) {
            if (number < keep) {
                Files.deleteIfExists(segments.file(number));
                ends.remove(number);
            }
        }
    }

    /** The bytes that lie between a position and the newest record, a measure of how far a reader is behind. */
    public long bytesBehind(JournalPosition position) throws IOException {
        long bytes = 0;
        for (long number : segments.numbers()) {
            if (number > position.segment() || number == position.segment()) {
                long size = number == written.segment() ? written.offset() : Files.size(segments.file(number));
                bytes += size - (number == position.segment() ? position.offset() : Segments.HEADER_BYTES);
            }
        }
        return Math.max(0, bytes);
    }

    @Override
    public void close() throws IOException {
        commit.close();
        try (ownership) {
            segment.close();
        }
    }
}
