package org.confluens.worklist;

/** What came of the wish to cancel an order. */
public enum OrderCancellation {
    /** No step belongs to such an order. */
    UNKNOWN,
    /** A modality works on its steps or has done them. */
    TOO_LATE,
    /** What nobody has begun of it is not to be done any more. */
    DONE
}
