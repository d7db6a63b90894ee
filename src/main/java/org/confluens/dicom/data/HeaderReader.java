package org.confluens.dicom.data;

import java.io.EOFException;
import java.io.IOException;

/** Reads the tag, the VR and the length of an element (PS3.5 section 7.1) into its fields, so that nothing is allocated. */
final class HeaderReader {
    int tag;
    VR vr = VR.UN;

    /** The length as 32 unsigned bits. */
    int length;

    private final Problems problems;

    HeaderReader(Problems problems) {
        this.problems = problems;
    }

    /** Reads a header of which eight bytes are at hand. */
    void read(Source source, Level level) throws IOException {
        boolean bigEndian = level.encoding.bigEndian();
        tag = source.tag(0, bigEndian);
        if (!level.encoding.explicit()) {
            implicit(source, level);
            return;
        }
        vr = VR.of(source.unsignedByte(4), source.unsignedByte(5));
        if (vr == null) {
            unknownVr(source, level);
            return;
        }
        lengthOf(source, vr.hasLongHeader(), bigEndian);
        if (vr != VR.UN && !Dictionary.allows(tag, vr)) {
            problems.add(ReadProblem.Code.UNUSUAL_VR, tag, source.offset());
        }
    }

    private void implicit(Source source, Level level) {
        vr = Dictionary.vr(tag, level.signed);
        length = source.integer(4, level.encoding.bigEndian());
        source.advance(8);
    }

    private void lengthOf(Source source, boolean longHeader, boolean bigEndian) throws IOException {
        if (!longHeader) {
            length = source.unsignedShort(6, bigEndian);
            source.advance(8);
        } else if (source.has(12)) {
            if (source.unsignedShort(6, bigEndian) != 0) {
                problems.add(ReadProblem.Code.RESERVED_BYTES, tag, source.offset());
            }
            length = source.integer(8, bigEndian);
            source.advance(12);
        } else {
            throw new EOFException();
        }
    }

    /**
     * Guesses the header's form where its VR is none of PS3.5. Capital letters are a VR of the future, which has a long
     * header (section 6.2.2), unless the reserved bytes aren't zero; other characters stand in a short header; anything else
     * is the length of a writer that fell back to implicit headers.
     */
    private void unknownVr(Source source, Level level) throws IOException {
        problems.add(ReadProblem.Code.UNKNOWN_VR, tag, source.offset());
        int first = source.unsignedByte(4);
        int second = source.unsignedByte(5);
        boolean bigEndian = level.encoding.bigEndian();
        VR raised = VR.of(Character.toUpperCase(first), Character.toUpperCase(second));
        VR known = Dictionary.vr(tag, level.signed);
        // Only a VR that says so makes a sequence; what else stands under a sequence's tag may be anything.
        vr = raised != null ? raised : known == VR.SQ ? VR.UN : known;
        boolean reserved = source.unsignedShort(6, bigEndian) == 0;
        boolean future = isCapital(first) && isCapital(second);
        if (reserved && (future || raised != null && raised.hasLongHeader())) {
            boolean cutOff = future && !source.has(9);
            lengthOf(source, cutOff || !isBeforeNextElement(source, level), bigEndian);
        } else if (isShort(source, level, raised != null || future)) {
            lengthOf(source, false, bigEndian);
        } else {
            length = source.integer(4, bigEndian);
            source.advance(8);
        }
    }

    private static boolean isCapital(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    /** Whether two bytes of length follow those that should be a VR, rather than that all four are a length. */
    private boolean isShort(Source source, Level level, boolean letters) throws IOException {
        int first = source.unsignedByte(4);
        int second = source.unsignedByte(5);
        int shortLength = source.unsignedShort(6, level.encoding.bigEndian());
        boolean noLength = first > 0x1F && first < 0x7F && second > 0x1F && second < 0x7F
                || first == 0xFF && second == 0xFF && shortLength != 0xFFFF;
        if (letters || first == 0 && second == 0) {
            return true;
        }
        if (shortLength == 0) {
            return noLength && isBeforeNextElement(source, level);
        }
        return noLength
                || shortLength != 0xFFFF
                        && Dictionary.contains(tag)
                        && !Dictionary.vr(tag).hasLongHeader();
    }

    /** Whether eight bytes are a whole header, because the next element, a delimiter or the end comes after them. */
    private boolean isBeforeNextElement(Source source, Level level) throws IOException {
        if (!source.has(9) || source.offset() + 8 == level.end) {
            return true;
        }
        if (!source.has(12)) {
            return false;
        }
        int next = source.tag(8, level.encoding.bigEndian());
        boolean element = Dictionary.contains(next) || Tags.isPrivate(next) && Tags.element(next) != 0;
        return next >>> 16 == 0xFFFE || element && Integer.compareUnsigned(next, tag) > 0;
    }
}
