package org.confluens.intake;

import java.sql.SQLException;
import java.util.Set;

/** Why records could not be moved to the database. */
enum MoveFailure {
    /** The database is away, or busy: whatever it was is tried again. */
    DATABASE,

    /** The database refuses the data themselves. */
    DATA,

    /** Memory does not suffice, be it for these data or because others hold it. */
    MEMORY,

    /** A defect of the program that may lie in wait for these data only. */
    PROGRAM;

    /** SQLSTATE classes: 22 data exception, 23 constraint, 54 program limit exceeded. */
    private static final Set<String> DATA_AT_FAULT = Set.of("22", "23", "54");

    /** ErrorCode OUT_OF_MEMORY of H2. */
    private static final int H2_OUT_OF_MEMORY = 90_108;

    static MoveFailure of(Throwable failure) {
        MoveFailure kind = PROGRAM;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isMemory(cause)) {
                return MEMORY;
            }
            if (cause instanceof SQLException sql && kind != DATA) {
                kind = isDataAtFault(sql) ? DATA : DATABASE;
            }
        }
        return kind;
    }

    /** The embedded database wraps the error in others of its own, of which some keep but its name. */
    private static boolean isMemory(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof OutOfMemoryError
                || cause instanceof SQLException sql && sql.getErrorCode() == H2_OUT_OF_MEMORY
                || message != null && message.contains("OutOfMemoryError");
    }

    private static boolean isDataAtFault(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.length() > 1 && DATA_AT_FAULT.contains(state.substring(0, 2));
    }
}
