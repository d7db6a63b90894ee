package org.confluens.intake.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Segments of the form before: a record stands behind its length and the CRC-32C of that length and the record, so a frame
 * is found again only by trying.
 */
final class OldFrames {

    static final int BYTES = 8;

    /** A place counts as a frame only if so many more follow it, or the end: trying each place in earnest takes too long. */
    private static final int CHAIN = 3;

    /** How often over the bytes of a segment are read, at most, to find a frame again. */
    private static final long EFFORT = 16;

    private final SegmentBytes bytes;
    private final int maximumRecordBytes;

    OldFrames(SegmentBytes bytes, int maximumRecordBytes) {
        this.bytes = bytes;
        this.maximumRecordBytes = maximumRecordBytes;
    }

    /** The length of the record at a place if it lies before the end. */
    private OptionalLong length(long at, long end) throws IOException {
        if (end - at < BYTES) {
            return OptionalLong.empty();
        }
        int length = bytes.block().getInt(bytes.at(at, BYTES, end));
        boolean possible = length >= 0 && length <= maximumRecordBytes && length <= end - at - BYTES;
        return possible ? OptionalLong.of(length) : OptionalLong.empty();
    }

    /** The length of the whole record at a place; empty when none stands there. */
    OptionalLong whole(long at, long end) throws IOException {
        OptionalLong length = length(at, end);
        if (length.isEmpty()) {
            return length;
        }
        int expected = bytes.block().getInt(bytes.at(at, BYTES, end) + Integer.BYTES);
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) length.getAsLong())
                .array());
        bytes.update(crc, at + BYTES, length.getAsLong());
        return (int) crc.getValue() == expected ? length : OptionalLong.empty();
    }

    /** Whether what stands at a place may be a record that was not written to its end. */
    boolean isBegun(long at, long end) throws IOException {
        if (end - at < BYTES) {
            return true;
        }
        int length = bytes.block().getInt(bytes.at(at, BYTES, end));
        return length >= 0 && length <= maximumRecordBytes && length > end - at - BYTES;
    }

    /** The next place with a record, past damage. */
    OptionalLong find(long damaged, long end) throws IOException {
        OptionalLong length = length(damaged, end);
        if (length.isPresent()) {
            long behind = damaged + BYTES + length.getAsLong();
            if (whole(behind, end).isPresent()) {
                return OptionalLong.of(behind);
            }
        }
        long effort = EFFORT * end;
        for (long at = damaged + 1; at < end && effort > 0; at++) {
            OptionalLong candidate = length(at, end);
            if (candidate.isPresent() && isChained(at, end)) {
                effort -= candidate.getAsLong();
                if (whole(at, end).isPresent()) {
                    return OptionalLong.of(at);
                }
            }
        }
        return OptionalLong.empty();
    }

    private boolean isChained(long from, long end) throws IOException {
        long at = from;
        for (int i = 0; i < CHAIN && at < end; i++) {
            OptionalLong length = length(at, end);
            if (length.isEmpty()) {
                return false;
            }
            at += BYTES + length.getAsLong();
        }
        return true;
    }
}
