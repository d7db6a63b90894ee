package org.confluens.patient;

/** The rows of patients could not be read or written; the transaction is undone, and what it was for can be tried again. */
public final class PatientsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PatientsUnavailableException(Throwable cause) {
        super("The database of patients did not answer as it should; try again once it is available", cause);
    }
}
