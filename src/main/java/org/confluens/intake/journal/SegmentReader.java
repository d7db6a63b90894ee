package org.confluens.intake.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Tells the records of one segment from its damage and its end. Memory is taken only for the bytes of a record whose
 * checksum was right before. Used by one thread at a time.
 */
final class SegmentReader implements AutoCloseable {

    /** What stands at a place. */
    sealed interface Found permits Whole, Damaged, End {}

    /**
     * A record that is whole.
     *
     * @param payload where its bytes begin
     * @param sequence its number within its lineage, or -1 in a segment of the form before
     */
    record Whole(long payload, int length, long sequence) implements Found {
        long next() {
            return payload + length;
        }
    }

    /** No record, up to a place where there is one again, or the end. */
    record Damaged(long next) implements Found {}

    /** Nothing that was ever acknowledged, up to the end of the segment. */
    record End() implements Found {}

    private final long number;
    private final SegmentBytes bytes;
    private final OldFrames oldFrames;
    private OptionalInt lineage = OptionalInt.empty();
    private boolean old;
    private boolean headerWhole = true;

    SegmentReader(Path path, long number, int maximumRecordBytes) throws IOException {
        this.number = number;
        this.bytes = new SegmentBytes(path);
        this.oldFrames = new OldFrames(bytes, maximumRecordBytes);
    }

    /** Finds out the form of the segment and its lineage, whatever of it is damaged. */
    void examine(SegmentEnd end) throws IOException {
        if (end.offset() < Segments.HEADER_BYTES) {
            return;
        }
        ByteBuffer block = bytes.block();
        int at = bytes.at(0, Segments.HEADER_BYTES, end.offset());
        long magic = block.getLong(at);
        long named = block.getLong(at + Long.BYTES);
        OptionalLong first = find(Segments.HEADER_BYTES, end.offset());
        if (first.isPresent()) {
            int index = bytes.at(first.getAsLong(), Frame.BYTES, end.offset());
            lineage = OptionalInt.of(Frame.at(block, index).lineage());
        }
        old = first.isEmpty() && !end.certain() && magic != Segments.MAGIC;
        headerWhole = named == number && magic == (old ? Segments.OLD_MAGIC : Segments.MAGIC);
    }

    /** Whether the header is as it was written. */
    boolean isHeaderWhole() {
        return headerWhole;
    }

    long number() {
        return number;
    }

    long length() throws IOException {
        return bytes.length();
    }

    /** The lineage of the records; empty before one was seen, and in a segment of the form before. */
    OptionalInt lineage() {
        return lineage;
    }

    /** What stands at a place before the end. */
    Found at(long at, SegmentEnd end) throws IOException {
        return old ? atOld(at, end) : atFrame(at, end);
    }

    private Found atFrame(long at, SegmentEnd end) throws IOException {
        if (isFrame(at, end.offset())) {
            Frame frame = Frame.at(bytes.block(), bytes.at(at, Frame.BYTES, end.offset()));
            long payload = at + Frame.BYTES;
            boolean inside = frame.length() <= end.offset() - payload;
            if (inside && checksum(payload, frame.length()) == frame.checksum()) {
                lineage = OptionalInt.of(frame.lineage());
                return new Whole(payload, frame.length(), frame.sequence());
            }
            OptionalLong found = find(at + 1, end.offset());
            return found.isEmpty() && !inside && !end.certain() ? new End() : damagedTo(found, end);
        }
        OptionalLong found = find(at + 1, end.offset());
        boolean ended = found.isEmpty() && !end.certain() && (isBegun(at, end.offset()) || isRoom(at, end));
        return ended ? new End() : damagedTo(found, end);
    }

    /** Whether the beginning of a frame stands before the end, or before room that no record came to fill. */
    private boolean isBegun(long at, long end) throws IOException {
        int left = (int) Math.min(Frame.BYTES, end - at);
        byte[] mark = ByteBuffer.allocate(Integer.BYTES).putInt(Frame.MARK).array();
        int from = bytes.at(at, left, end);
        for (int i = 0; i < Math.min(left, mark.length); i++) {
            if (bytes.block().get(from + i) != mark[i]) {
                return false;
            }
        }
        return left < Frame.BYTES || bytes.isZero(at + left - 1, end);
    }

    private boolean isRoom(long at, SegmentEnd end) throws IOException {
        return bytes.isZero(at, end.offset());
    }

    private Found atOld(long at, SegmentEnd end) throws IOException {
        OptionalLong length = oldFrames.whole(at, end.offset());
        if (length.isPresent()) {
            return new Whole(at + OldFrames.BYTES, (int) length.getAsLong(), -1);
        }
        if (!end.certain() && isRoom(at, end)) {
            return new End();
        }
        OptionalLong found = oldFrames.find(at, end.offset());
        return found.isEmpty() && !end.certain() && oldFrames.isBegun(at, end.offset())
                ? new End()
                : damagedTo(found, end);
    }

    private static Found damagedTo(OptionalLong found, SegmentEnd end) {
        return new Damaged(found.orElse(end.offset()));
    }

    private OptionalLong find(long from, long end) throws IOException {
        for (long at = from; at + Frame.BYTES <= end; at++) {
            if (isFrame(at, end)) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    private boolean isFrame(long at, long end) throws IOException {
        if (end - at < Frame.BYTES) {
            return false;
        }
        int index = bytes.at(at, Frame.BYTES, end);
        return Frame.stands(bytes.block(), index, number)
                && (lineage.isEmpty()
                        || lineage.getAsInt() == Frame.at(bytes.block(), index).lineage());
    }

    private int checksum(long payload, int length) throws IOException {
        CRC32C crc = new CRC32C();
        bytes.update(crc, payload, length);
        return (int) crc.getValue();
    }

    /** The bytes of a record. */
    byte[] payload(Whole whole) throws IOException {
        return bytes.read(whole.payload(), whole.length());
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
