package org.confluens.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Headers as the database keeps them: deflated, with the header of the series' sample as the dictionary. The headers of a
 * series differ in little, so that most of them take some hundred bytes. Used by one thread at a time.
 */
final class HeaderCodec implements AutoCloseable {

    /** For the header that the others of its series are deflated against. */
    static final byte[] NO_SAMPLE = {};

    /** As much of a header as others are deflated against at most. */
    static final int WINDOW_BYTES = 1 << 15;

    private static final int STEP_BYTES = 1 << 13;
    private static final int MAXIMUM_BYTES = 1 << 28;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final byte[] step = new byte[STEP_BYTES];

    /** As much of a header as others are deflated against. */
    static byte[] dictionary(byte[] header) {
        return header.length <= WINDOW_BYTES ? header : Arrays.copyOf(header, WINDOW_BYTES);
    }

    byte[] deflate(byte[] header, byte[] sample) {
        deflater.reset();
        if (sample.length > 0) {
            deflater.setDictionary(sample, 0, Math.min(sample.length, WINDOW_BYTES));
        }
        deflater.setInput(header);
        deflater.finish();
        Pieces out = new Pieces();
        while (!deflater.finished()) {
            out.add(step, deflater.deflate(step));
        }
        return out.whole();
    }

    static byte[] inflate(byte[] deflated, byte[] sample) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            Pieces out = new Pieces();
            byte[] step = new byte[STEP_BYTES];
            while (!inflater.finished() && out.size() < MAXIMUM_BYTES) {
                int count = inflater.inflate(step);
                out.add(step, count);
                if (inflater.needsDictionary()) {
                    inflater.setDictionary(sample, 0, Math.min(sample.length, WINDOW_BYTES));
                } else if (count == 0 && !inflater.finished()) {
                    throw new IOException("a stored header ends too early");
                }
            }
            return out.whole();
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("a stored header can't be read", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** Grows without copying what it has: a document is large, and a buffer that doubles takes thrice as much. */
    private static final class Pieces {
        private final List<byte[]> pieces = new ArrayList<>();
        private int size;

        int size() {
            return size;
        }

        void add(byte[] bytes, int count) {
            if (count > 0) {
                pieces.add(Arrays.copyOf(bytes, count));
                size += count;
            }
        }

        byte[] whole() {
            if (pieces.size() == 1) {
                return pieces.get(0);
            }
            byte[] whole = new byte[size];
            int at = 0;
            for (byte[] piece : pieces) {
                System.arraycopy(piece, 0, whole, at, piece.length);
                at += piece.length;
            }
            return whole;
        }
    }
}
