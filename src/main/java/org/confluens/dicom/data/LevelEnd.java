package org.confluens.dicom.data;

import java.io.IOException;
import org.confluens.dicom.data.DatasetReadException.Code;

/** Sees where a data set or an item ends: at its length, a delimiter, the end of the bytes, or where the reader stops. */
final class LevelEnd {
    private static final int META_GROUP = 2;

    private final Source source;
    private final ReadOptions options;
    private final Problems problems;
    private final HeaderReader header;
    private boolean metaOnly;
    private boolean leftoversRefused;

    LevelEnd(Source source, ReadOptions options, Problems problems, HeaderReader header) {
        this.source = source;
        this.options = options;
        this.problems = problems;
        this.header = header;
    }

    /** Ends before the first element that is none of the File Meta Information. */
    void stopAfterMeta() {
        metaOnly = true;
    }

    /** Whether an element follows in this data set or item; consumes the delimiter that ends it. */
    boolean isBefore(Level level) throws IOException {
        while (source.offset() < level.end) {
            if (!source.has((int) Math.min(8, level.end - source.offset()))) {
                return atEnd(level);
            }
            if (isTooShort(level.end, true)) {
                continue;
            }
            int next = source.tag(0, level.encoding.bigEndian());
            if (next >>> 16 != 0xFFFE) {
                return !isBeyond(level, next);
            }
            if (endsAtDelimiter(level, next)) {
                return false;
            }
        }
        if (level.delimited) {
            problems.add(ReadProblem.Code.MISSING_DELIMITER, header.tag, source.offset());
        }
        return false;
    }

    /** Refuses what is left over within an item or a sequence, because its bytes can be kept in another way. */
    void refuseLeftovers() {
        leftoversRefused = true;
    }

    /**
     * Whether less than a header is left before the end that a length sets, which is then passed over.
     *
     * @param allowed whether there may be such a rest
     */
    boolean isTooShort(long levelEnd, boolean allowed) throws IOException {
        long rest = levelEnd - source.offset();
        if (rest >= 8) {
            return false;
        }
        if (leftoversRefused || !allowed) {
            throw refused(Code.MALFORMED, "less than a header in an item or a sequence");
        }
        problems.add(ReadProblem.Code.TRAILING_BYTES, header.tag, source.offset());
        source.advance((int) rest);
        return true;
    }

    private boolean isBeyond(Level level, int next) throws IOException {
        if (level.isItem()) {
            return false;
        }
        if (metaOnly) {
            return Tags.group(next) != META_GROUP;
        }
        if (next == 0 && source.offset() > 0 && source.integer(4, false) == 0 || isGarbage(level, next)) {
            problems.add(ReadProblem.Code.TRAILING_BYTES, 0, source.offset());
            source.skipToEnd();
            return true;
        }
        return options.stopBefore().isPresent()
                && Integer.toUnsignedLong(next) >= options.stopBefore().getAsLong();
    }

    /** Whether what follows the pixel data is no element: something that was appended to the data set. */
    private boolean isGarbage(Level level, int next) {
        if (!level.isBeyondPixels()) {
            return false;
        }
        return level.encoding.explicit()
                ? VR.of(source.unsignedByte(4), source.unsignedByte(5)) == null
                : Integer.compareUnsigned(next, level.lastTag()) <= 0 && !Dictionary.contains(next);
    }

    private boolean atEnd(Level level) throws IOException {
        int rest = source.available();
        if (level.isItem()) {
            throw refused(Code.TRUNCATED, "the bytes end within an element or before the end of an item");
        }
        if (rest > 0) {
            boolean cutOff = mayBeHeader(level, rest) && !isZero(level, rest);
            problems.add(cutOff ? ReadProblem.Code.CUT_OFF : ReadProblem.Code.TRAILING_BYTES, 0, source.offset());
            source.advance(rest);
        }
        return false;
    }

    /** Whether a rest may be the beginning of a header: nothing of weight follows pixel data, and groups ascend. */
    private boolean mayBeHeader(Level level, int rest) {
        return !level.isBeyondPixels()
                && (rest < 2 || source.unsignedShort(0, level.encoding.bigEndian()) >= Tags.group(level.lastTag()));
    }

    /** Whether a rest is padding: a big endian header starts with zeros too. */
    private boolean isZero(Level level, int rest) {
        for (int i = 0; i < rest; i++) {
            if (source.unsignedByte(i) != 0) {
                return false;
            }
        }
        return !level.encoding.bigEndian();
    }

    /** Consumes a delimiter in its place, of whose length nothing depends. */
    void delimiter() {
        // Zero has the same bytes in both byte orders.
        if (source.integer(4, false) != 0) {
            problems.add(ReadProblem.Code.DELIMITER_LENGTH, header.tag, source.offset());
        }
        source.advance(8);
    }

    private boolean endsAtDelimiter(Level level, int next) throws IOException {
        if (next == Tags.ITEM_DELIMITATION && level.delimited) {
            delimiter();
            return true;
        }
        if (next == Tags.ITEM && !level.delimited
                || next != Tags.ITEM && next != Tags.ITEM_DELIMITATION && next != Tags.SEQUENCE_DELIMITATION) {
            throw refused(Code.MALFORMED, "an item outside of a sequence");
        }
        if (level.delimited) {
            problems.add(ReadProblem.Code.MISSING_DELIMITER, header.tag, source.offset());
            return true;
        }
        problems.add(ReadProblem.Code.STRAY_DELIMITER, header.tag, source.offset());
        source.advance(8);
        return false;
    }

    private DatasetReadException refused(Code code, String message) {
        return new DatasetReadException(code, header.tag, source.offset(), message);
    }
}
