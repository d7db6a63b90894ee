package org.confluens.dicom.dimse;

/** Decides which callers may open an association; the others are rejected as calling AE title not recognized. */
@FunctionalInterface
public interface CallerPolicy {
    boolean allows(Caller caller);

    /** Lets everybody in: for loopback and tests. */
    static CallerPolicy anyone() {
        return caller -> true;
    }
}
