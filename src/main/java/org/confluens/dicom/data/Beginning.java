package org.confluens.dicom.data;

import java.io.IOException;
import org.confluens.dicom.data.Level.Encoding;

/** The first elements of a data set as one encoding has them; nothing is consumed. */
final class Beginning {
    /** What an encoding weighs that the bytes can't be in. */
    static final int IMPOSSIBLE = 0;

    /** What one weighs in which there is no element that PS3.6 knows. */
    static final int POSSIBLE = 1;

    private static final int ELEMENTS = 3;

    /** How many bytes are looked at. */
    private static final int REACH = 4096;

    private static final long UNDEFINED = 0xFFFFFFFFL;

    private final Source source;
    private final Encoding encoding;
    private int at;
    private long lastTag = -1;
    private Look look = Look.WHOLE;
    private int weight;

    private Beginning(Source source, Encoding encoding) {
        this.source = source;
        this.encoding = encoding;
    }

    /** What an element looks like. */
    private enum Look {
        WHOLE,
        /** A sequence or fragments, of which the first item or the delimiter was seen. */
        OPEN,
        OUT_OF_REACH,
        IMPOSSIBLE
    }

    static Beginning of(Source source, Encoding encoding) throws IOException {
        Beginning beginning = new Beginning(source, encoding);
        beginning.look();
        return beginning;
    }

    /** How much speaks for the encoding: more for each of the first elements that PS3.6 knows. */
    int weight() {
        return weight;
    }

    /** Whether the elements that were looked at are whole, so that nothing speaks against the encoding. */
    boolean isWhole() {
        return weight != IMPOSSIBLE && look != Look.OUT_OF_REACH;
    }

    private void look() throws IOException {
        weight = source.has(8) ? POSSIBLE : IMPOSSIBLE;
        for (int i = 0; i < ELEMENTS && look == Look.WHOLE && source.has(at + 8); i++) {
            look = element();
            weight += look != Look.OUT_OF_REACH && isKnown((int) lastTag) ? 1 : 0;
        }
        weight = look == Look.IMPOSSIBLE ? IMPOSSIBLE : weight;
    }

    private Look element() throws IOException {
        long tag = Integer.toUnsignedLong(source.tag(at, encoding.bigEndian()));
        VR vr = VR.of(source.unsignedByte(at + 4), source.unsignedByte(at + 5));
        if (tag <= lastTag || tag >>> 16 == 0xFFFE || encoding.explicit() && vr == null) {
            return Look.IMPOSSIBLE;
        }
        lastTag = tag;
        boolean longHeader = encoding.explicit() && vr.hasLongHeader();
        int header = longHeader ? 12 : 8;
        if (!source.has(at + header)) {
            return Look.IMPOSSIBLE;
        }
        long length = encoding.explicit() && !longHeader
                ? source.unsignedShort(at + 6, encoding.bigEndian())
                : Integer.toUnsignedLong(source.integer(at + header - 4, encoding.bigEndian()));
        at += header;
        return length == UNDEFINED ? undefinedLength() : value(length);
    }

    private Look undefinedLength() throws IOException {
        // The items of a UN are in little endian whatever the rest is in (PS3.5 section 6.2.2).
        boolean item = source.has(at + 8) && (isItem(source.tag(at, false)) || isItem(source.tag(at, true)));
        return item ? Look.OPEN : Look.IMPOSSIBLE;
    }

    private static boolean isItem(int tag) {
        return tag == Tags.ITEM || tag == Tags.SEQUENCE_DELIMITATION;
    }

    private Look value(long length) throws IOException {
        if (at + length > REACH) {
            return source.has(REACH) ? Look.OUT_OF_REACH : Look.IMPOSSIBLE;
        }
        at += (int) length;
        return source.has(at) ? Look.WHOLE : Look.IMPOSSIBLE;
    }

    /** Whether a data set may well start with an element; private ones of high groups are bytes in the wrong order. */
    static boolean isKnown(int tag) {
        if (Tags.isGroupLength(tag) || Tags.isPrivateCreator(tag)) {
            return Tags.group(tag) > 0 && Tags.group(tag) < 0x100;
        }
        // Those of commands are no part of a data set, but what other tags look like in the wrong order.
        return Tags.group(tag) != 0 && Dictionary.contains(tag);
    }
}
