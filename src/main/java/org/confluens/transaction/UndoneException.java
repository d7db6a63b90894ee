package org.confluens.transaction;

import jakarta.ejb.ApplicationException;

/**
 * Work that failed was undone whole. An application exception, because the container would write any other with its message
 * to the log, and databases quote the values that they stumble over.
 */
@ApplicationException(rollback = true)
public final class UndoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndoneException(RuntimeException cause) {
        super("undone, because of " + cause.getClass().getName(), cause);
    }
}
