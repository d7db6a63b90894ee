package org.confluens.intake;

import java.util.Objects;

/**
 * Who a patient is: Patient ID (0010,0020) and Issuer of Patient ID (0010,0021), empty where the sender names none.
 *
 * @param id the identifier, never empty
 * @param issuer who gave it, possibly empty
 */
public record PatientKey(String id, String issuer) {

    private static final String NOT_IDENTIFIED = "urn:confluens:not-identified";

    public PatientKey {
        Objects.requireNonNull(id);
        Objects.requireNonNull(issuer);
    }

    /**
     * The key of a patient whose study names no Patient ID (type 2, PS3.3 C.7.1.1): one a study, so that two strangers
     * are never taken for the same person.
     */
    public static PatientKey notIdentified(String studyInstanceUid) {
        return new PatientKey(studyInstanceUid, NOT_IDENTIFIED);
    }

    /** Whether the studies under this key named a Patient ID. */
    public boolean identified() {
        return !issuer.equals(NOT_IDENTIFIED);
    }
}
