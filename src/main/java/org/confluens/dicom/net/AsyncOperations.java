package org.confluens.dicom.net;

/**
 * Asynchronous operations window, PS3.7 section D.3.3.3; 0 is unlimited.
 *
 * @param invoked operations that the association-requestor may have outstanding
 * @param performed operations that the association-requestor performs at a time
 */
public record AsyncOperations(int invoked, int performed) {
    /** What holds where nothing was negotiated. */
    public static final AsyncOperations SYNCHRONOUS = new AsyncOperations(1, 1);

    /** What was granted, and no more than was asked for. */
    AsyncOperations limitedTo(AsyncOperations asked) {
        return new AsyncOperations(smaller(invoked, asked.invoked), smaller(performed, asked.performed));
    }

    /** The smaller window of both sides. */
    AsyncOperations limitedTo(int limit) {
        return new AsyncOperations(smaller(invoked, limit), smaller(performed, limit));
    }

    private static int smaller(int asked, int limit) {
        if (asked == 0 || limit == 0) {
            return Math.max(asked, limit);
        }
        return Math.min(asked, limit);
    }
}
