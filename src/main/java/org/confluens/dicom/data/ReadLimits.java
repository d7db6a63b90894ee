package org.confluens.dicom.data;

/**
 * What a data set may take while it is read. Memory is taken as bytes arrive, never by an announced length; these limits
 * bound what arrives.
 *
 * @param elements elements and items of all levels
 * @param depth sequences within each other
 * @param valueLength the bytes of a value that is kept in memory; where long values are left out, of all that are kept
 * @param bulkLength the bytes of a value that is skipped or handed on, all fragments together
 * @param objectLength the bytes of the data set, when inflated
 */
public record ReadLimits(int elements, int depth, long valueLength, long bulkLength, long objectLength) {
    private static final ReadLimits DEFAULTS = new ReadLimits(500_000, 128, 1L << 30, 16L << 30);

    public ReadLimits {
        boolean counts = elements >= 1 && depth >= 0 && depth <= Dataset.MAXIMUM_DEPTH;
        if (!counts || valueLength < 0 || bulkLength < 0 || objectLength < 0) {
            throw new IllegalArgumentException("limits are positive, the depth at most " + Dataset.MAXIMUM_DEPTH);
        }
    }

    /** Limits where only the object's length bounds what is skipped or handed on. */
    public ReadLimits(int elements, int depth, long valueLength, long objectLength) {
        this(elements, depth, valueLength, objectLength, objectLength);
    }

    /** Limits that no ordinary object meets. */
    public static ReadLimits defaults() {
        return DEFAULTS;
    }
}
