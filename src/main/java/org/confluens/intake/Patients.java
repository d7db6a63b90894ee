package org.confluens.intake;

import java.util.Optional;

/** What other features ask and tell about patients. */
public interface Patients {

    /** The patient under a key, or the one that this patient was merged into. */
    Optional<Patient> patient(PatientKey key);

    /**
     * Moves everything of a prior patient to the surviving one, in the caller's transaction, and fires
     * {@link PatientMerged}. Once done, doing it again changes nothing; studies that still arrive under the prior key go
     * to the survivor. A survivor that is not known yet is made.
     */
    void merge(PatientKey prior, PatientKey survivor);

    /**
     * Corrects what is known of a patient, in the caller's transaction; fires {@link PatientUpdated} when that changed
     * anything. Unknown patients stay unknown.
     */
    void update(PatientKey key, String name, String birthDate, String sex);
}
