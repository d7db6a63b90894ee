package org.confluens.intake.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.confluens.platform.disk.OwnerOnly;

/**
 * Appends frames to one segment. Used by one thread at a time.
 *
 * <p>A {@link RandomAccessFile}, not a channel: a channel closes itself under a thread that is interrupted, and the
 * threads that come here belong to associations that may be aborted at any time.
 *
 * <p>A power-safe segment is written through to the disk (mode {@code rwd}), into room that was filled with zeros ahead of
 * the records: a write that changes no file length needs no commit of the file system's own journal, which costs more than
 * the record itself. A reader takes a run of zeros for the end.
 */
final class SegmentWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int ROOM_AHEAD_BYTES = 1 << 20;

    private final long number;
    private final Lineage lineage;
    private final boolean powerSafe;
    private final RandomAccessFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long end;
    private long allocated;

    /**
     * @param lineage numbers the records; another one after a failed write, since nobody knows what of it is on the disk
     * @param powerSafe whether an append is on the disk, not only with the operating system, when it returns
     */
    SegmentWriter(Path path, long number, Lineage lineage, boolean powerSafe) throws IOException {
        this.number = number;
        this.lineage = lineage;
        this.powerSafe = powerSafe;
        this.file = new RandomAccessFile(OwnerOnly.file(path).toFile(), powerSafe ? "rwd" : "rw");
        byte[] header = ByteBuffer.allocate(Segments.HEADER_BYTES)
                .putLong(Segments.MAGIC)
                .putLong(number)
                .array();
        try {
            file.setLength(0);
            file.write(header);
        } catch (IOException e) {
            abandon(path, e);
            throw e;
        }
        end = header.length;
        allocated = end;
    }

    /** Leaves neither an open file nor an empty segment behind where the disk is full. */
    private void abandon(Path path, IOException failure) {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
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
                filled = room(filled, Frame.BYTES);
                lineage.frame(record).put(ByteBuffer.wrap(buffer, filled, Frame.BYTES), number);
                filled += Frame.BYTES;
                filled = copy(record, filled);
            }
            flush(filled);
        } catch (IOException e) {
            end = start;
            allocated = start;
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
        if (powerSafe && end + filled > allocated) {
            allocate(end + filled);
        }
        file.write(buffer, 0, filled);
        end += filled;
    }

    private void allocate(long wanted) throws IOException {
        byte[] zeros = new byte[ROOM_AHEAD_BYTES];
        file.seek(allocated);
        while (allocated < wanted) {
            file.write(zeros);
            allocated += zeros.length;
        }
        file.seek(end);
    }

    /** Closes the file and gives back the room that no record came to fill. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (allocated > end) {
                file.setLength(end);
            }
        }
    }
}
