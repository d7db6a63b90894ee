package org.confluens.intake.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Appends frames to one segment. Used by one thread at a time.
 *
 * <p>A {@link RandomAccessFile}, not a channel: a channel closes itself under a thread that is interrupted, and the
 * threads that come here belong to associations that may be aborted at any time.
 */
final class SegmentWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final long number;
    private final RandomAccessFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long end;

    SegmentWriter(Path path, long number) throws IOException {
        this.number = number;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        byte[] header = ByteBuffer.allocate(Segments.HEADER_BYTES)
                .putLong(Segments.MAGIC)
                .putLong(number)
                .array();
        file.setLength(0);
        file.write(header);
        end = header.length;
    }

    JournalPosition position() {
        return new JournalPosition(number, end);
    }

    long length() {
        return end;
    }

    /** Appends all of the records or, when the disk refuses, none. */
    void append(List<byte[]> records) throws IOException {
        long start = end;
        try {
            int filled = 0;
            for (byte[] record : records) {
                filled = room(filled, Segments.FRAME_BYTES);
                ByteBuffer.wrap(buffer, filled, Segments.FRAME_BYTES)
                        .putInt(record.length)
                        .putInt(checksum(record));
                filled += Segments.FRAME_BYTES;
                filled = copy(record, filled);
            }
            flush(filled);
        } catch (IOException e) {
            end = start;
            file.setLength(start);
            file.seek(start);
            throw e;
        }
    }

    private int copy(byte[] record, int filled) throws IOException {
        int at = filled;
        int copied = 0;
        while (copied < record.length) {
            at = room(at, 1);
            int count = Math.min(record.length - copied, buffer.length - at);
            System.arraycopy(record, copied, buffer, at, count);
            copied += count;
            at += count;
        }
        return at;
    }

    private int room(int filled, int wanted) throws IOException {
        if (buffer.length - filled >= wanted) {
            return filled;
        }
        flush(filled);
        return 0;
    }

    private void flush(int filled) throws IOException {
        file.write(buffer, 0, filled);
        end += filled;
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The length is part of what is checked, so that a run of zeros is no record. */
    static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(record.length).array());
        crc.update(record);
        return (int) crc.getValue();
    }
}
