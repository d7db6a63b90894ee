package org.confluens.dicom.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Skips or hands on the values that a {@link BulkPolicy} wants out of the way. */
final class BulkValues {
    private final boolean keepsAll;
    private final long longest;
    private final Optional<BulkPolicy.Receiver> receiver;

    BulkValues(BulkPolicy policy) {
        this.keepsAll = policy instanceof BulkPolicy.Keep;
        if (policy instanceof BulkPolicy.HandOn handOn) {
            this.longest = handOn.longerThan();
            this.receiver = Optional.of(handOn.receiver());
        } else {
            this.longest = policy instanceof BulkPolicy.Skip skip ? skip.longerThan() : Long.MAX_VALUE;
            this.receiver = Optional.empty();
        }
    }

    boolean leavesOut(int tag, long length) {
        return !keepsAll && (length > longest || isPixelData(tag));
    }

    private static boolean isPixelData(int tag) {
        return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
    }

    BulkElement leaveOut(Source source, int tag, VR vr, long length) throws IOException {
        long offset = source.offset();
        pass(source, new BulkPolicy.Bulk(tag, vr, -1, length));
        return new BulkElement(tag, vr, length, offset, Optional.empty());
    }

    void pass(Source source, BulkPolicy.Bulk bulk) throws IOException {
        if (receiver.isEmpty()) {
            source.skip(bulk.length());
            return;
        }
        Value value = new Value(source, bulk.length());
        receiver.get().receive(bulk, value);
        source.skip(value.left);
        value.left = 0;
    }

    /** A value as a stream, of which nobody can read more than it. */
    private static final class Value extends InputStream {
        private final Source source;
        private long left;

        private Value(Source source, long length) {
            this.source = source;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = source.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
            return read;
        }
    }
}
