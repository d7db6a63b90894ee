package org.confluens.worklist;

import jakarta.ejb.ApplicationException;

/** The database behind the worklist did not answer; whoever asked may ask again later. */
@ApplicationException(rollback = true)
public final class WorklistUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorklistUnavailableException(Throwable cause) {
        super("The worklist's database is not available", cause);
    }
}
