package org.confluens.patient;

import java.util.Objects;

/**
 * Who a patient is: Patient ID (0010,0020) and Issuer of Patient ID (0010,0021), empty where the sender names none.
 *
 * @param id the identifier, never empty
 * @param issuer who gave it, possibly empty
 */
public record PatientKey(String id, String issuer) {

    private static final String NOT_IDENTIFIED = "urn:confluens:not-identified";
    private static final String OTHERWISE_BORN = "urn:confluens:born:";

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

    /**
     * The key of somebody who is named like this patient but was born on another day, until a person has said who it is.
     *
     * @param birthDate Patient's Birth Date (0010,0030) in DICOM form
     */
    public PatientKey otherwiseBorn(String birthDate) {
        return new PatientKey(id, OTHERWISE_BORN + birthDate + ":" + issuer);
    }

    /** Whether the studies under this key named a Patient ID that nothing contradicts. */
    public boolean identified() {
        return !issuer.equals(NOT_IDENTIFIED) && !isOtherwiseBorn();
    }

    /** Whether this is somebody of {@link #otherwiseBorn}. */
    public boolean isOtherwiseBorn() {
        return issuer.startsWith(OTHERWISE_BORN);
    }

    /** What people are shown: the identifier that was named, empty where none was. */
    public String shownId() {
        return issuer.equals(NOT_IDENTIFIED) ? "" : id;
    }

    /** What people are shown: the issuer that was named, empty where none was. */
    public String shownIssuer() {
        if (isOtherwiseBorn()) {
            return issuer.substring(issuer.indexOf(':', OTHERWISE_BORN.length()) + 1);
        }
        return identified() ? issuer : "";
    }
}
