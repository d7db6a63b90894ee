package org.confluens.worklist;

/** The database behind the worklist did not answer; whoever asked may ask again later. */
public final class WorklistUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorklistUnavailableException(Throwable cause) {
        super("The worklist's database is not available", cause);
    }
}
