package org.confluens.dicom.data;

/** How many more elements and items may come, and bytes of values; shared with the parsers of sequences within UN. */
final class Budget {
    private int elements;
    private long bytes;

    Budget(ReadLimits limits) {
        this.elements = limits.elements();
        this.bytes = limits.valueLength();
    }

    /** Counts an element or item; false when it is one too many. */
    boolean takesElement() {
        return --elements >= 0;
    }

    /** Counts bytes of a value that is kept; false when they are too many. */
    boolean takesBytes(long length) {
        bytes -= length;
        return bytes >= 0;
    }
}
