package org.confluens.intake.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The bytes of one segment, read through a block of fixed size. Used by one thread at a time. */
final class SegmentBytes implements AutoCloseable {

    /** As much as is at hand at a time. */
    static final int BLOCK_BYTES = 1 << 18;

    private final RandomAccessFile file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    private long blockStart;
    private int blockBytes;

    SegmentBytes(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
    }

    long length() throws IOException {
        return file.length();
    }

    /** The buffer that {@link #at} gives places of. */
    ByteBuffer block() {
        return block;
    }

    /**
     * The index in the block of a byte of the file.
     *
     * @param count how many bytes from there on must be at hand, at most {@link #BLOCK_BYTES}
     * @param end where the file counts as ended, not before the last of them
     */
    int at(long from, int count, long end) throws IOException {
        if (from < blockStart || from + count > blockStart + blockBytes) {
            blockBytes = 0;
            int wanted = (int) Math.min(BLOCK_BYTES, end - from);
            file.seek(from);
            file.readFully(block.array(), 0, wanted);
            blockStart = from;
            blockBytes = wanted;
        }
        return (int) (from - blockStart);
    }

    /** Forgets what is at hand: the file may have another content where it ended before. */
    void forget() {
        blockBytes = 0;
    }

    /** The bytes of a record whose length its frame proves, or that were counted before. */
    byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (length <= BLOCK_BYTES) {
            System.arraycopy(block.array(), at(from, length, from + length), bytes, 0, length);
        } else {
            file.seek(from);
            file.readFully(bytes);
        }
        return bytes;
    }

    /** Adds bytes of the file to a checksum, without having them in memory at a time. */
    void update(CRC32C crc, long from, long length) throws IOException {
        long at = from;
        while (at < from + length) {
            int count = (int) Math.min(BLOCK_BYTES, from + length - at);
            crc.update(block.array(), at(at, count, from + length), count);
            at += count;
        }
    }

    /** Whether nothing but zeros stands there: room that no record came to fill. */
    boolean isZero(long from, long end) throws IOException {
        for (long at = from; at < end; at++) {
            if (block.get(at(at, 1, end)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
