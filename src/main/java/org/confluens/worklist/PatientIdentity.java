package org.confluens.worklist;

import java.util.Objects;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;

/**
 * The patient of an order as the worklist hands it to a modality. Text is in DICOM form: {@code name} is a PN with up to
 * three component groups, {@code birthDate} a DA; what is not known is the empty string.
 */
public record PatientIdentity(String id, String issuer, String name, String birthDate, String sex) {

    public PatientIdentity {
        Objects.requireNonNull(id);
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(name);
        Objects.requireNonNull(birthDate);
        Objects.requireNonNull(sex);
    }

    static PatientIdentity of(Patient patient) {
        PatientKey key = patient.key();
        return new PatientIdentity(key.id(), key.issuer(), patient.name(), patient.birthDate(), patient.sex());
    }

    PatientIdentity issuedBy(String other) {
        return new PatientIdentity(id, other, name, birthDate, sex);
    }

    /** What the patient is found by. */
    public PatientKey key() {
        return new PatientKey(id, issuer);
    }

    /** The same as other features see it. */
    public Patient asPatient() {
        return new Patient(key(), name, birthDate, sex);
    }
}
