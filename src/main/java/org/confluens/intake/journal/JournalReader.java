package org.confluens.intake.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the records of a journal in the order in which they were appended. Used by one thread at a time.
 *
 * <p>A segment that a dead process left may end in the middle of a record. Nobody was told that such a record was
 * taken, so the reader goes on with the next segment.
 */
public final class JournalReader implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 18;

    private final Segments segments;
    private final Supplier<JournalPosition> limit;
    private final int maximumRecordBytes;
    private JournalPosition position;
    private RandomAccessFile file;
    private long fileSegment = -1;
    private byte[] block = new byte[BLOCK_BYTES];

    JournalReader(Segments segments, Supplier<JournalPosition> limit, JournalPosition from, int maximumRecordBytes) {
        this.segments = segments;
        this.limit = limit;
        this.position = from;
        this.maximumRecordBytes = maximumRecordBytes;
    }

    /** Where the next record to read begins. */
    public JournalPosition position() {
        return position;
    }

    /** Goes back, or on, to a position that a record named as its next. */
    public void seek(JournalPosition to) {
        position = to;
    }

    /**
     * The next records, as many as asked for if there are as many; empty when everything that was appended has been read.
     */
    public List<JournalRecord> next(int maximumRecords) throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        while (records.size() < maximumRecords) {
            JournalPosition end = limit.get();
            boolean sealed = position.segment() < end.segment();
            long size = open(position.segment()) ? (sealed ? file.length() : end.offset()) : 0;
            int before = records.size();
            readBlock(size, maximumRecords, records);
            if (records.size() == before && (!sealed || !toSegmentAfter(position.segment()))) {
                break;
            }
        }
        return records;
    }

    /** Reads one block of whole records; none when the segment holds no further whole record. */
    private void readBlock(long size, int maximumRecords, List<JournalRecord> records) throws IOException {
        long start = Math.max(position.offset(), Segments.HEADER_BYTES);
        int available = fill(start, size, BLOCK_BYTES);
        int at = 0;
        while (records.size() < maximumRecords && available - at >= Segments.FRAME_BYTES) {
            int length = ByteBuffer.wrap(block).getInt(at);
            if (length < 0 || length > maximumRecordBytes) {
                return;
            }
            int frame = Segments.FRAME_BYTES + length;
            if (available - at < frame) {
                if (at > 0 || size - start < frame) {
                    return;
                }
                available = fill(start, size, frame);
            }
            byte[] payload = new byte[length];
            System.arraycopy(block, at + Segments.FRAME_BYTES, payload, 0, length);
            if (SegmentWriter.checksum(payload) != ByteBuffer.wrap(block).getInt(at + Integer.BYTES)) {
                return;
            }
            at += frame;
            position = new JournalPosition(position.segment(), start + at);
            records.add(new JournalRecord(payload, position));
        }
    }

    private int fill(long start, long size, int wanted) throws IOException {
        int count = (int) Math.max(0, Math.min(wanted, size - start));
        if (block.length < count || (block.length > BLOCK_BYTES && count <= BLOCK_BYTES)) {
            block = new byte[Math.max(count, BLOCK_BYTES)];
        }
        if (count > 0) {
            file.seek(start);
            file.readFully(block, 0, count);
        }
        return count;
    }

    private boolean toSegmentAfter(long number) throws IOException {
        for (long candidate : segments.numbers()) {
            if (candidate > number) {
                position = new JournalPosition(candidate, 0);
                return true;
            }
        }
        return false;
    }

    private boolean open(long number) throws IOException {
        if (number == fileSegment) {
            return true;
        }
        close();
        Path path = segments.file(number);
        if (!Files.exists(path)) {
            return false;
        }
        file = new RandomAccessFile(path.toFile(), "r");
        fileSegment = number;
        return true;
    }

    @Override
    public void close() throws IOException {
        fileSegment = -1;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
