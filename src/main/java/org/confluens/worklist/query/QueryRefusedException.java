package org.confluens.worklist.query;

/** A query that can't be answered: Identifier Does Not Match SOP Class (A900), PS3.4 K.4.1.1.4. */
final class QueryRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int tag;

    QueryRefusedException(int tag, String message) {
        super(message);
        this.tag = tag;
    }

    /** The offending element. */
    int tag() {
        return tag;
    }
}
