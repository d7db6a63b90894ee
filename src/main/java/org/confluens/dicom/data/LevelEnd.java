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
            if (!source.has(8)) {
                return atEnd(level);
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
        if (level.isItem() || rest > 0 && !isPadding(level, rest)) {
            throw refused(Code.TRUNCATED, "the bytes end within an element or before the end of an item");
        }
        if (rest > 0) {
            problems.add(ReadProblem.Code.TRAILING_BYTES, 0, source.offset());
        }
        return false;
    }

    /** Whether a rest that holds no header is none that was cut off: a big endian header starts with zeros too. */
    private boolean isPadding(Level level, int rest) {
        if (level.lastTag() == Tag.DataSetTrailingPadding) {
            return true;
        }
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
