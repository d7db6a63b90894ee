package org.confluens.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.confluens.platform.memory.MemoryBudget;

/**
 * The bytes of one object, in chunks of which values are slices: nothing is copied twice, and nothing is allocated for a
 * length that was only announced.
 */
final class Source {
    private static final int CHUNK = 8192;
    private static final int DIRECT = 2048;
    private static final int GROWTH = 1 << 16;

    private final InputStream in;
    private final long maximum;
    private final Optional<MemoryBudget.Share> memory;
    private byte[] buffer;
    private int position;
    private int limit;

    /** What the position in the buffer must be raised by to be that in the stream. */
    private long base;

    /** The end of the last slice in this buffer; what stands behind it may be overwritten. */
    private int kept;

    private byte[] sliceBuffer;
    private int sliceOffset;

    Source(InputStream in, long maximum) {
        this(in, maximum, Optional.empty());
    }

    /** @param memory what the memory for the values is taken from, as they arrive */
    Source(InputStream in, long maximum, Optional<MemoryBudget.Share> memory) {
        this.in = in;
        this.maximum = maximum;
        this.memory = memory;
        // What is in memory already tells how much is worth a chunk: a command set is short.
        boolean sized = in instanceof ByteArrayInputStream;
        this.buffer = new byte[sized ? Math.min(CHUNK, ((ByteArrayInputStream) in).available()) : CHUNK];
    }

    /** A source of bytes in memory, whose slices are parts of this very array. */
    Source(byte[] bytes, int offset, int length, long base) {
        this.in = InputStream.nullInputStream();
        this.maximum = Long.MAX_VALUE;
        this.memory = Optional.empty();
        this.buffer = bytes;
        this.position = offset;
        this.limit = offset + length;
        this.base = base - offset;
        this.kept = limit;
    }

    /** How many bytes were consumed. */
    long offset() {
        return base + position;
    }

    /** How many bytes are at hand without reading. */
    int available() {
        return limit - position;
    }

    /** Whether this many bytes follow; they are then at hand. For a few dozen at most. */
    boolean has(int count) throws IOException {
        return limit - position >= count || fill(count);
    }

    private boolean fill(int count) throws IOException {
        if (position == limit && position > kept) {
            base += position - kept;
            position = kept;
            limit = kept;
        }
        if (position + count > buffer.length) {
            takeMemory(Math.max(CHUNK, count));
            byte[] next = new byte[Math.max(CHUNK, count)];
            System.arraycopy(buffer, position, next, 0, limit - position);
            base += position;
            limit -= position;
            position = 0;
            kept = 0;
            buffer = next;
        }
        while (limit - position < count) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    int unsignedByte(int ahead) {
        return buffer[position + ahead] & 0xFF;
    }

    int unsignedShort(int ahead, boolean bigEndian) {
        return Binary.unsignedShort(buffer, position + ahead, bigEndian);
    }

    int integer(int ahead, boolean bigEndian) {
        return Binary.integer(buffer, position + ahead, bigEndian);
    }

    int tag(int ahead, boolean bigEndian) {
        return Binary.tag(buffer, position + ahead, bigEndian);
    }

    /** Consumes bytes that are at hand. */
    void advance(int count) {
        position += count;
    }

    /** Takes a value of this length, to be had from {@link #sliceBuffer} and {@link #sliceOffset}. */
    void take(int length) throws IOException {
        if (length <= limit - position || length <= DIRECT && has(length)) {
            sliceBuffer = buffer;
            sliceOffset = position;
            position += length;
            kept = position;
        } else {
            sliceBuffer = receive(length);
            sliceOffset = 0;
        }
        checkLength();
    }

    byte[] sliceBuffer() {
        return sliceBuffer;
    }

    int sliceOffset() {
        return sliceOffset;
    }

    /** Reads a long value into an array of its own that grows with what arrives. */
    private byte[] receive(int length) throws IOException {
        long arrived = (long) available() + in.available();
        int first = (int) Math.min(length, Math.max(GROWTH, arrived));
        takeMemory(first);
        byte[] value = new byte[first];
        int received = available();
        System.arraycopy(buffer, position, value, 0, received);
        position = limit;
        while (received < length) {
            if (received == value.length) {
                int grown = (int) Math.min(length, 2L * value.length);
                takeMemory(grown - value.length);
                value = Arrays.copyOf(value, grown);
            }
            int read = in.read(value, received, value.length - received);
            if (read < 0) {
                throw new EOFException();
            }
            received += read;
            base += read;
        }
        return value;
    }

    /** Passes over bytes; the stream is asked to skip, so that one that knows how copies nothing. */
    void skip(long count) throws IOException {
        int atHand = (int) Math.min(count, available());
        position += atHand;
        long left = count - atHand;
        base += left;
        // A file skips beyond its end without a word: the last byte must be read.
        while (left > 1) {
            long skipped = in.skip(left - 1);
            if (skipped <= 0) {
                requireByte(left);
                skipped = 1;
            }
            left -= skipped;
        }
        if (left == 1) {
            requireByte(left);
        }
        checkLength();
    }

    private void requireByte(long left) throws IOException {
        if (in.read() < 0) {
            base -= left;
            throw new EOFException();
        }
    }

    /** Passes over all that is left. */
    void skipToEnd() throws IOException {
        position = limit;
        byte[] scratch = new byte[CHUNK];
        for (int read = in.read(scratch); read >= 0; read = in.read(scratch)) {
            base += read;
            checkLength();
        }
    }

    private void takeMemory(int bytes) throws DatasetReadException {
        if (memory.isPresent() && !memory.get().take(bytes)) {
            throw new DatasetReadException(
                    DatasetReadException.Code.MEMORY_SPENT, 0, offset(), "others take the memory that peers may have");
        }
    }

    private void checkLength() throws DatasetReadException {
        if (offset() > maximum) {
            throw new DatasetReadException(
                    DatasetReadException.Code.OBJECT_TOO_LONG, 0, offset(), "the object is longer than allowed");
        }
    }

    /** Reads at most this many bytes into an array; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = available() > 0 ? Math.min(length, available()) : in.read(target, offset, length);
        if (available() > 0) {
            System.arraycopy(buffer, position, target, offset, read);
            position += read;
        } else if (read > 0) {
            base += read;
        }
        return read;
    }
}
