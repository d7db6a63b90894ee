package org.confluens.dicom.data;

/**
 * Something odd that did not stop the reading.
 *
 * @param tag the element that shows it; 0 where it is the whole
 * @param offset how many bytes stand before it
 */
public record ReadProblem(Code code, int tag, long offset) {
    /** What is odd; each is against the standard unless it says otherwise. */
    public enum Code {
        /** A value of odd length (PS3.5 section 7.1.1). */
        ODD_LENGTH,
        /** Elements not in the order of their tags (PS3.5 section 7.1). */
        OUT_OF_ORDER,
        /** A tag twice in one data set; the last one stays. */
        DUPLICATE,
        /** Two bytes where a VR should be that are none; that of the dictionary is taken (PS3.5 section 6.2.2). */
        UNKNOWN_VR,
        /** A VR that PS3.6 doesn't give this element; that of the bytes is taken. */
        UNUSUAL_VR,
        /** A sequence came as UN and was read as one; allowed (PS3.5 section 6.2.2, CP-246). */
        SEQUENCE_AS_UN,
        /** The bytes of an SQ, or of a UN that should be a sequence, are none; kept as bytes, as UN. */
        BROKEN_UN,
        /** The end of an item or a sequence is not marked. */
        MISSING_DELIMITER,
        /** A delimiter where nothing is to be delimited. */
        STRAY_DELIMITER,
        /** A delimiter whose length is not zero (PS3.5 section 7.5). */
        DELIMITER_LENGTH,
        /** A private element whose block nobody reserved (PS3.5 section 7.8.1). */
        NO_PRIVATE_CREATOR,
        /** Bytes after the end of the data set, or of an item, that are no element; they are not kept. */
        TRAILING_BYTES,
        /**
         * Up to seven bytes after the last element, which may be the beginning of another one: either they are left over, or
         * the data set is cut off there ({@link ReadResult#whole}).
         */
        CUT_OFF,
        /** A term of Specific Character Set (0008,0005) that PS3.3 section C.12.1.1.2 doesn't define. */
        UNKNOWN_CHARACTER_SET,
        /** Text outside the default repertoire without a Specific Character Set. */
        UNDECLARED_CHARACTERS,
        /** An escape sequence of a set that Specific Character Set doesn't name (PS3.5 section 6.1.2.5); it was followed if known. */
        UNDECLARED_ESCAPE,
        /** Bytes that are no character in their set (PS3.5 section 6.1.2); they read as U+FFFD, and stay as they are. */
        INVALID_CHARACTERS,
        /** The bytes are in another transfer syntax than announced; they were read in theirs. */
        OTHER_TRANSFER_SYNTAX,
        /** A transfer syntax that PS3.6 doesn't list; read as Explicit VR Little Endian. */
        UNKNOWN_TRANSFER_SYNTAX,
        /** No preamble and prefix (PS3.10 section 7.1). */
        NO_PREAMBLE,
        /** No File Meta Information, or none that names the transfer syntax (PS3.10 section 7.1). */
        NO_META_INFORMATION,
        /** File Meta Information is not as long as it says, doesn't say it, or is not in Explicit VR Little Endian (PS3.10 section 7.1). */
        META_LENGTH,
        /** An element of the File Meta Information within the data set (PS3.10 section 7.1); it was moved to where it belongs. */
        META_IN_DATA_SET,
        /** Pixel data in fragments where the transfer syntax is native, or the other way round (PS3.5 section A.4). */
        PIXEL_DATA_FORM,
        /** The two bytes between a VR and a length of four bytes are not zero (PS3.5 section 7.1.2). */
        RESERVED_BYTES
    }
}
