package org.confluens.dicom.data;

import java.util.Optional;

/** The value representations of PS3.5 table 6.2-1, with what reading and writing them needs to know. */
public enum VR {
    AE(Kind.STRING, 1, ' '),
    AS(Kind.STRING, 1, ' '),
    AT(Kind.BINARY, 2, 0),
    CS(Kind.STRING, 1, ' '),
    DA(Kind.STRING, 1, ' '),
    DS(Kind.STRING, 1, ' '),
    DT(Kind.STRING, 1, ' '),
    FD(Kind.BINARY, 8, 0),
    FL(Kind.BINARY, 4, 0),
    IS(Kind.STRING, 1, ' '),
    LO(Kind.TEXT, 1, ' '),
    LT(Kind.TEXT, 1, ' '),
    OB(Kind.BINARY, 1, 0),
    OD(Kind.BINARY, 8, 0),
    OF(Kind.BINARY, 4, 0),
    OL(Kind.BINARY, 4, 0),
    OV(Kind.BINARY, 8, 0),
    OW(Kind.BINARY, 2, 0),
    PN(Kind.TEXT, 1, ' '),
    SH(Kind.TEXT, 1, ' '),
    SL(Kind.BINARY, 4, 0),
    SQ(Kind.SEQUENCE, 1, 0),
    SS(Kind.BINARY, 2, 0),
    ST(Kind.TEXT, 1, ' '),
    SV(Kind.BINARY, 8, 0),
    TM(Kind.STRING, 1, ' '),
    UC(Kind.TEXT, 1, ' '),
    UI(Kind.STRING, 1, 0),
    UL(Kind.BINARY, 4, 0),
    UN(Kind.BINARY, 1, 0),
    UR(Kind.STRING, 1, ' '),
    US(Kind.BINARY, 2, 0),
    UT(Kind.TEXT, 1, ' '),
    UV(Kind.BINARY, 8, 0);

    private static final VR[] BY_LETTERS = new VR[26 * 26];

    static {
        for (VR vr : values()) {
            BY_LETTERS[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private final Kind kind;
    private final int unit;
    private final byte padding;
    private final boolean longHeader;
    private final boolean singleText;
    private final boolean leadingSpaces;

    VR(Kind kind, int unit, int padding) {
        this.kind = kind;
        this.unit = unit;
        this.padding = (byte) padding;
        this.longHeader = "OB OD OF OL OV OW SQ SV UC UN UR UT UV".contains(name());
        this.singleText = "LT ST UT UR".contains(name());
        this.leadingSpaces = "LT ST UT UC UR PN".contains(name());
    }

    private enum Kind {
        STRING,
        TEXT,
        BINARY,
        SEQUENCE
    }

    /** The VR with this two-letter code; empty where the standard knows none. */
    public static Optional<VR> of(String code) {
        return code.length() == 2 ? Optional.ofNullable(of(code.charAt(0), code.charAt(1))) : Optional.empty();
    }

    /** The VR of two bytes of an explicit header, or null: asked once an element, so it must not allocate. */
    static VR of(int first, int second) {
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            return null;
        }
        return BY_LETTERS[index(first, second)];
    }

    private static int index(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    /** Whether values are characters, of the default repertoire or of the Specific Character Set. */
    public boolean isString() {
        return kind == Kind.STRING || kind == Kind.TEXT;
    }

    /** Whether Specific Character Set (0008,0005) governs the values (PS3.5 section 6.1.2.2). */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Whether values are binary numbers or byte strings. */
    public boolean isBinary() {
        return kind == Kind.BINARY;
    }

    /** Whether a backslash separates values; false for those that hold one text, and for binary ones. */
    public boolean isMultiValued() {
        return isString() && !singleText;
    }

    /** Whether the explicit header has a length of four bytes (PS3.5 table 7.1-1). */
    boolean hasLongHeader() {
        return longHeader;
    }

    /** Whether leading spaces belong to the value (PS3.5 table 6.2-1). */
    boolean keepsLeadingSpaces() {
        return leadingSpaces;
    }

    /** The bytes that change places between little and big endian. */
    int unit() {
        return unit;
    }

    /** What brings a value to an even length. */
    byte padding() {
        return padding;
    }
}
