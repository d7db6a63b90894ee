package org.confluens.dicom.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a deflated data set (PS3.5 section A.5) as it is read, and stops what inflates beyond all measure. */
final class Inflation extends InputStream {
    private static final int PIECE = 8192;

    /** Bytes that may inflate at any ratio; pictures of one colour are small. */
    private static final long FREE = 16 << 20;

    /** Beyond those, the ratio that real objects stay below; deflate itself reaches 1,032. */
    private static final long RATIO = 200;

    private final Source deflated;
    private final Inflater inflater;
    private final byte[] input = new byte[PIECE];

    private Inflation(Source deflated, boolean bare) {
        this.deflated = deflated;
        this.inflater = new Inflater(bare);
    }

    static Inflation of(Source deflated) throws IOException {
        boolean zlib = deflated.has(2) && deflated.unsignedByte(0) == 0x78 && deflated.unsignedShort(0, true) % 31 == 0;
        return new Inflation(deflated, !zlib);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int inflated = 0;
            while (inflated == 0 && length > 0) {
                if (inflater.finished()) {
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw refused("the data set needs a dictionary to inflate");
                }
                if (inflater.needsInput()) {
                    feed();
                }
                inflated = inflater.inflate(target, offset, length);
            }
            checkRatio();
            return inflated;
        } catch (DataFormatException e) {
            throw refused("the data set does not inflate");
        }
    }

    boolean isFinished() {
        return inflater.finished();
    }

    /** How many bytes were fetched that stand after the deflate stream. */
    int unused() {
        return inflater.getRemaining();
    }

    /** Gives back the memory that the inflater holds outside of the heap. */
    @Override
    public void close() {
        inflater.end();
    }

    private void feed() throws IOException {
        int read = deflated.read(input, 0, input.length);
        if (read < 0) {
            throw new DatasetReadException(
                    DatasetReadException.Code.TRUNCATED, 0, deflated.offset(), "the deflated bytes are cut off");
        }
        inflater.setInput(input, 0, read);
    }

    private void checkRatio() throws IOException {
        if (inflater.getBytesWritten() > FREE && inflater.getBytesWritten() / RATIO > inflater.getBytesRead()) {
            throw new DatasetReadException(
                    DatasetReadException.Code.OBJECT_TOO_LONG, 0, deflated.offset(), "the data set inflates too much");
        }
    }

    private DatasetReadException refused(String message) {
        return new DatasetReadException(DatasetReadException.Code.NOT_INFLATABLE, 0, deflated.offset(), message);
    }
}
