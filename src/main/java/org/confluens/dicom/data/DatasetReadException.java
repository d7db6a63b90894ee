package org.confluens.dicom.data;

import java.io.IOException;

/** Why bytes could not be read as a data set; carries the place, never a value. */
public final class DatasetReadException extends IOException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final int tag;
    private final long offset;

    /** What is wrong. */
    public enum Code {
        /** The bytes end within an element, an item or a sequence. */
        TRUNCATED,
        /** Bytes that no reading of PS3.5 section 7 explains. */
        MALFORMED,
        /** The bytes are no DICOM file (PS3.10 section 7.1). */
        NOT_DICOM,
        /** A deflated data set does not inflate (PS3.5 section A.5). */
        NOT_INFLATABLE,
        /** Sequences are nested deeper than {@link ReadLimits#depth()}. */
        TOO_DEEP,
        /** There are more elements and items than {@link ReadLimits#elements()}. */
        TOO_MANY_ELEMENTS,
        /** A value is longer than {@link ReadLimits#valueLength()}, or one left out than {@link ReadLimits#bulkLength()}. */
        VALUE_TOO_LONG,
        /** The data set is longer than {@link ReadLimits#objectLength()}, deflated ones when inflated. */
        OBJECT_TOO_LONG,
        /** The memory that all peers share is spent for now, {@link ReadOptions#memory()}. */
        MEMORY_SPENT,
        /** The text is not JSON (RFC 8259), or not the DICOM JSON model (PS3.18 annex F). */
        NOT_JSON
    }

    DatasetReadException(Code code, int tag, long offset, String message) {
        super(message + ", at " + Tags.format(tag) + ", byte " + offset);
        this.code = code;
        this.tag = tag;
        this.offset = offset;
    }

    public Code code() {
        return code;
    }

    /** The element that was read when it happened; 0 before the first. */
    public int tag() {
        return tag;
    }

    /** How many bytes, or characters of JSON, stand before the place. */
    public long offset() {
        return offset;
    }
}
