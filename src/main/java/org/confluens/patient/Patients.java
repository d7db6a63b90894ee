package org.confluens.patient;

import java.util.List;
import java.util.Optional;

/** What other features ask and tell about patients; each call takes part in the caller's transaction. */
public interface Patients {

    /** The patient under exactly this key, or the one that this patient was merged into. */
    Optional<Patient> patient(PatientKey key);

    /**
     * Whom a name means, by {@link Identification}; empty where nobody, or more than one, can be meant.
     *
     * @param birthDate as the sender writes it, possibly empty
     */
    Optional<Patient> who(PatientKey named, String birthDate);

    /** Those whom other names with this identifier were merged into, as those ask who still use them. */
    List<PatientKey> survivors(String id);

    /**
     * Whom an order means, who is known from now on; what was not known of him or her is filled from it.
     *
     * @param named with an identifier
     */
    Patient register(Patient named);

    /**
     * Corrects what is known of a patient, or makes him or her known; what is empty stays as it is. Fires {@link
     * PatientUpdated}.
     *
     * @return the patient; empty where the name has no issuer and several patients can be meant
     */
    Optional<Patient> correct(Patient named);

    /**
     * Everything of a prior patient is the survivor's from now on, whatever was merged before, and fires {@link
     * PatientMerged}. Done again it changes nothing; in the other direction it turns the merge round. Either may be unknown
     * and is made, so that what still comes under the prior key goes to the survivor.
     *
     * @param survivor with what is known of him or her now
     */
    void merge(PatientKey prior, Patient survivor);

    /** Everything of one patient was another's; as {@link #merge}, but what comes later under the first key stays there. */
    void move(PatientKey source, Patient target);

    /**
     * Takes a name without issuer for the patient that it can only mean by now.
     *
     * @return whether anything was merged
     */
    boolean settle(PatientKey key);
}
