package org.confluens.dicom.data;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.DatasetReadException.Code;
import org.confluens.dicom.data.Level.Encoding;

/** Reads elements and nested items (PS3.5 section 7). Recursion ends at the depth that the limits allow. */
final class DatasetParser {
    private static final int UNDEFINED = 0xFFFFFFFF;

    /** What an element or item takes beside its value. */
    private static final int ELEMENT_BYTES = 64;

    private final Source source;
    private final ReadOptions options;
    private final ReadLimits limits;
    private final Problems problems;
    private final Budget budget;
    private final boolean unmetered;
    private final BulkValues bulk;
    private final HeaderReader header;
    private final LevelEnd end;
    private Pixels pixels = Pixels.NONE;

    DatasetParser(Source source, ReadOptions options, Problems problems) {
        this(source, options, problems, new Budget(options.limits()), options.bulk() instanceof BulkPolicy.Keep);
    }

    private DatasetParser(Source source, ReadOptions options, Problems problems, Budget budget, boolean unmetered) {
        this.source = source;
        this.options = options;
        this.limits = options.limits();
        this.problems = problems;
        this.budget = budget;
        this.unmetered = unmetered;
        this.bulk = new BulkValues(options.bulk());
        this.header = new HeaderReader(problems);
        this.end = new LevelEnd(source, options, problems, header);
    }

    /** In which form the pixel data of the data set came, those of items aside (PS3.5 section A.4). */
    enum Pixels {
        NONE,
        NATIVE,
        FRAGMENTS
    }

    Pixels pixels() {
        return pixels;
    }

    /** Reads the File Meta Information: what stands before the first element of another group. */
    Dataset readMeta(Encoding encoding) throws IOException {
        end.stopAfterMeta();
        return read(encoding);
    }

    /** Reads a data set to the end of the bytes, or to a tag at which the options end it. */
    Dataset read(Encoding encoding) throws IOException {
        try {
            return elements(new Level(encoding));
        } catch (EOFException e) {
            throw refused(Code.TRUNCATED, "the bytes end within a value");
        }
    }

    private Dataset elements(Level level) throws IOException {
        while (end.isBefore(level)) {
            long offset = source.offset();
            header.read(source, level);
            count();
            Element element = value(level);
            level.add(element, offset, problems);
        }
        return level.dataset(source.offset(), problems);
    }

    private Element value(Level level) throws IOException {
        if (header.length == UNDEFINED) {
            return undefinedLength(level);
        }
        long length = Integer.toUnsignedLong(header.length);
        if (length > level.end - source.offset()) {
            throw refused(Code.MALFORMED, "an element is longer than the item that holds it");
        }
        if (header.vr == VR.SQ && !isNoSequence(level, length)) {
            return sequence(level, level.encoding, source.offset() + length, false);
        }
        if (header.tag == Tag.PixelData && !level.isItem() && length > 0) {
            pixels = Pixels.NATIVE;
        }
        if ((length & 1) != 0) {
            problems.add(ReadProblem.Code.ODD_LENGTH, header.tag, source.offset());
        }
        if (bulk.leavesOut(header.tag, length)) {
            requireBulk(length);
            return bulk.leaveOut(source, header.tag, header.vr, length);
        }
        return plainValue(level, take(length));
    }

    /**
     * Whether a value that should be a sequence is something else, as where a writer of implicit headers had it from a
     * dictionary in which the element was text; it is then taken for UN, which keeps its bytes.
     */
    private boolean isNoSequence(Level level, long length) throws IOException {
        if (length == 0 || !source.has((int) Math.min(length, 8))) {
            return false;
        }
        if (length >= 8 && source.tag(0, level.encoding.bigEndian()) >>> 16 == 0xFFFE) {
            return false;
        }
        header.vr = VR.UN;
        if (Dictionary.vr(header.tag) != VR.SQ) {
            problems.add(ReadProblem.Code.BROKEN_UN, header.tag, source.offset());
        }
        return true;
    }

    private void requireBulk(long length) throws DatasetReadException {
        if (length > limits.bulkLength()) {
            throw refused(Code.VALUE_TOO_LONG, "a value is longer than allowed");
        }
    }

    private int take(long length) throws IOException {
        if (length > limits.valueLength() || length > Integer.MAX_VALUE - 8) {
            throw refused(Code.VALUE_TOO_LONG, "a value is longer than allowed");
        }
        if (!unmetered && !budget.takesBytes(length)) {
            throw refused(Code.VALUE_TOO_LONG, "the values to be kept are longer than allowed");
        }
        source.take((int) length);
        return (int) length;
    }

    private Element plainValue(Level level, int length) throws IOException {
        int tag = header.tag;
        ValueElement element = new ValueElement(
                tag,
                header.vr,
                source.sliceBuffer(),
                source.sliceOffset(),
                length,
                level.encoding.bigEndian() && header.vr != VR.UN,
                level.characterSet);
        if (header.vr == VR.UN && Dictionary.vr(tag) == VR.SQ) {
            return length == 0 ? new SequenceElement(tag, List.of()) : sequenceInUn(level, element);
        }
        if (tag == Tag.SpecificCharacterSet) {
            level.declare(CharacterSet.of(element.strings(), problems, source.offset()));
        } else if (tag == Tag.PixelRepresentation) {
            long[] representation = element.integers();
            level.signed = representation.length > 0 && representation[0] == 1;
        } else if (element.meaning().isString() && !element.isPlainAscii()) {
            problems.addOddText(element, level.characterSet, source.offset() - length);
        }
        return element;
    }

    private Element undefinedLength(Level level) throws IOException {
        int tag = header.tag;
        VR vr = header.vr;
        if (vr == VR.SQ) {
            return sequence(level, level.encoding, level.end, true);
        }
        need(8);
        boolean sequenceInUn = vr == VR.UN && tag != Tag.PixelData;
        int next = source.tag(0, !sequenceInUn && level.encoding.bigEndian());
        boolean bigItems = sequenceInUn && !isItemOrEnd(next) && level.encoding.bigEndian();
        if (!isItemOrEnd(bigItems ? source.tag(0, true) : next)) {
            throw refused(Code.MALFORMED, "a value of undefined length that is no sequence");
        }
        if (tag == Tag.PixelData || vr.isBinary() && vr.name().charAt(0) == 'O') {
            return fragments(level, tag, vr);
        }
        problems.add(vr == VR.UN ? ReadProblem.Code.SEQUENCE_AS_UN : ReadProblem.Code.UNUSUAL_VR, tag, source.offset());
        return sequence(level, vr == VR.UN ? unEncoding(level, bigItems) : level.encoding, level.end, true);
    }

    private static boolean isItemOrEnd(int tag) {
        return tag == Tags.ITEM || tag == Tags.SEQUENCE_DELIMITATION;
    }

    /** The encoding of a sequence in UN: implicit little endian, or that of the level where a writer got it wrong. */
    private Encoding unEncoding(Level level, boolean bigItems) throws IOException {
        boolean explicit = level.encoding.explicit()
                && level.encoding.bigEndian() == bigItems
                && source.has(16)
                && source.tag(8, bigItems) >>> 16 != 0xFFFE
                && VR.of(source.unsignedByte(12), source.unsignedByte(13)) != null;
        if (bigItems) {
            return explicit ? Encoding.EXPLICIT_BIG : Encoding.IMPLICIT_BIG;
        }
        return explicit ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
    }

    private Element sequenceInUn(Level level, ValueElement un) throws IOException {
        long start = source.offset() - un.length();
        Source value = new Source(un.buffer(), un.offset(), un.length(), start);
        try {
            DatasetParser inner = new DatasetParser(value, options, problems, budget, true);
            inner.end.refuseLeftovers();
            SequenceElement sequence = inner.sequenceInUn(level, un.tag(), source.offset());
            problems.add(ReadProblem.Code.SEQUENCE_AS_UN, un.tag(), start);
            return sequence;
        } catch (DatasetReadException e) {
            if (e.code() != Code.MALFORMED && e.code() != Code.TRUNCATED) {
                throw e;
            }
            problems.add(ReadProblem.Code.BROKEN_UN, un.tag(), start);
            return un;
        }
    }

    private SequenceElement sequenceInUn(Level level, int tag, long sequenceEnd) throws IOException {
        header.tag = tag;
        try {
            return sequence(level, unEncoding(level, false), sequenceEnd, false);
        } catch (EOFException e) {
            throw refused(Code.TRUNCATED, "the bytes end within a value");
        }
    }

    private SequenceElement sequence(Level level, Encoding encoding, long sequenceEnd, boolean delimited)
            throws IOException {
        int tag = header.tag;
        if (level.depth >= limits.depth()) {
            throw refused(Code.TOO_DEEP, "sequences are nested deeper than allowed");
        }
        List<Dataset> items = new ArrayList<>();
        boolean open = true;
        while (open && source.offset() < sequenceEnd) {
            need((int) Math.min(8, sequenceEnd - source.offset()));
            if (end.isTooShort(sequenceEnd, !items.isEmpty())) {
                continue;
            }
            int next = source.tag(0, encoding.bigEndian());
            if (next == Tags.ITEM) {
                items.add(item(level, encoding, sequenceEnd));
            } else {
                open = !endsSequence(next, delimited);
            }
        }
        if (open && delimited) {
            problems.add(ReadProblem.Code.MISSING_DELIMITER, tag, source.offset());
        }
        return new SequenceElement(tag, items);
    }

    private boolean endsSequence(int next, boolean delimited) throws IOException {
        boolean delimiter = next == Tags.SEQUENCE_DELIMITATION;
        if (delimiter && delimited) {
            end.delimiter();
            return true;
        }
        if (delimiter || next == Tags.ITEM_DELIMITATION) {
            problems.add(ReadProblem.Code.STRAY_DELIMITER, header.tag, source.offset());
            source.advance(8);
            return false;
        }
        if (!delimited) {
            throw refused(Code.MALFORMED, "something else than an item in a sequence");
        }
        problems.add(ReadProblem.Code.MISSING_DELIMITER, header.tag, source.offset());
        return true;
    }

    private Dataset item(Level level, Encoding encoding, long sequenceEnd) throws IOException {
        int length = source.integer(4, encoding.bigEndian());
        source.advance(8);
        count();
        if (length == 0) {
            return Dataset.empty();
        }
        boolean delimited = length == UNDEFINED;
        long itemEnd = delimited ? sequenceEnd : source.offset() + Integer.toUnsignedLong(length);
        if (itemEnd > sequenceEnd) {
            throw refused(Code.MALFORMED, "an item is longer than the sequence that holds it");
        }
        return elements(new Level(level, encoding, itemEnd, delimited));
    }

    private Element fragments(Level level, int tag, VR vr) throws IOException {
        boolean bigEndian = level.encoding.bigEndian();
        pixels = level.isItem() || tag != Tag.PixelData ? pixels : Pixels.FRAGMENTS;
        boolean leftOut = bulk.leavesOut(tag, Long.MAX_VALUE);
        List<byte[]> items = new ArrayList<>();
        long start = source.offset();
        long total = 0;
        int fragment = 0;
        need(8);
        while (source.tag(0, bigEndian) == Tags.ITEM) {
            long length = Integer.toUnsignedLong(source.integer(4, bigEndian));
            source.advance(8);
            count();
            if (length == Integer.toUnsignedLong(UNDEFINED)) {
                throw refused(Code.MALFORMED, "a fragment of undefined length");
            }
            total += length;
            if (leftOut) {
                requireBulk(total);
                bulk.pass(source, new BulkPolicy.Bulk(tag, vr, fragment++, length));
            } else {
                int taken = take(length);
                int from = source.sliceOffset();
                items.add(Arrays.copyOfRange(source.sliceBuffer(), from, from + taken));
            }
            need(8);
        }
        if (source.tag(0, bigEndian) != Tags.SEQUENCE_DELIMITATION) {
            throw refused(Code.MALFORMED, "something else than a fragment in encapsulated pixel data");
        }
        end.delimiter();
        return leftOut
                ? new BulkElement(tag, vr, total, start, Optional.empty())
                : new FragmentsElement(tag, vr, items.toArray(byte[][]::new));
    }

    private void need(int bytes) throws IOException {
        if (!source.has(bytes)) {
            throw refused(Code.TRUNCATED, "the bytes end within a sequence");
        }
    }

    private void count() throws DatasetReadException {
        if (!budget.takesElement()) {
            throw refused(Code.TOO_MANY_ELEMENTS, "there are more elements than allowed");
        }
        if (options.memory().isPresent() && !options.memory().get().take(ELEMENT_BYTES)) {
            throw refused(Code.MEMORY_SPENT, "others take the memory that peers may have");
        }
    }

    private DatasetReadException refused(Code code, String message) {
        return new DatasetReadException(code, header.tag, source.offset(), message);
    }
}
