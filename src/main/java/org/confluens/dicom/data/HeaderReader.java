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
            length = source.integer(8, bigEndian);
            source.advance(12);
        } else {
            throw new EOFException();
        }
    }

    /**
     * Guesses the header's form where its VR is none of PS3.5: letters are a VR of the future, which has a long header
     * (section 6.2.2), unless the dictionary knows better or the reserved bytes aren't zero; anything else is a writer that
     * left the VR out, or that fell back to implicit headers.
     */
    private void unknownVr(Source source, Level level) throws IOException {
        problems.add(ReadProblem.Code.UNKNOWN_VR, tag, source.offset());
        int first = source.unsignedByte(4);
        int second = source.unsignedByte(5);
        boolean bigEndian = level.encoding.bigEndian();
        VR raised = VR.of(Character.toUpperCase(first), Character.toUpperCase(second));
        vr = raised != null ? raised : Dictionary.vr(tag, level.signed);
        int reserved = source.unsignedShort(6, bigEndian);
        boolean letters = Character.isLetter(first) && Character.isLetter(second);
        if (letters || first == 0 && second == 0 && reserved != 0) {
            boolean known = raised != null || Dictionary.contains(tag);
            lengthOf(source, known ? vr.hasLongHeader() : reserved == 0, bigEndian);
        } else {
            length = source.integer(4, bigEndian);
            source.advance(8);
        }
    }
}
