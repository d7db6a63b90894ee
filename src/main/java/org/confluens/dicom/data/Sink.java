package org.confluens.dicom.data;

import java.io.IOException;
import java.io.OutputStream;

/** Collects small writes for a stream; long values go to it as they are. */
final class Sink {
    private final OutputStream out;
    private final byte[] buffer;
    private int size;

    /** A sink that fills a buffer before it troubles the stream, which it doesn't where all fits in. */
    Sink(OutputStream out, byte[] buffer) {
        this.out = out;
        this.buffer = buffer;
    }

    void tag(int tag, boolean bigEndian) throws IOException {
        integer(bigEndian ? tag : Integer.rotateLeft(tag, 16), bigEndian);
    }

    void integer(int value, boolean bigEndian) throws IOException {
        room(4);
        if (bigEndian) {
            Binary.INT_BE.set(buffer, size, value);
        } else {
            Binary.INT_LE.set(buffer, size, value);
        }
        size += 4;
    }

    void shortInteger(int value, boolean bigEndian) throws IOException {
        room(2);
        if (bigEndian) {
            Binary.SHORT_BE.set(buffer, size, (short) value);
        } else {
            Binary.SHORT_LE.set(buffer, size, (short) value);
        }
        size += 2;
    }

    void single(int value) throws IOException {
        room(1);
        buffer[size++] = (byte) value;
    }

    void bytes(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length) {
            flush();
            out.write(bytes, offset, length);
            return;
        }
        room(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }

    private void room(int count) throws IOException {
        if (size + count > buffer.length) {
            flush();
        }
    }
}
