package org.confluens.patient;

import java.util.Objects;

/**
 * A patient as he or she is known here, or as somebody names one. Text is in DICOM form; what is not known is empty.
 *
 * @param name Patient's Name (0010,0010), all component groups
 * @param birthDate Patient's Birth Date (0010,0030)
 * @param sex Patient's Sex (0010,0040)
 */
public record Patient(PatientKey key, String name, String birthDate, String sex) {

    public Patient {
        Objects.requireNonNull(key);
        Objects.requireNonNull(name);
        Objects.requireNonNull(birthDate);
        Objects.requireNonNull(sex);
    }

    /** The same patient, with what another naming knows besides. */
    public Patient or(Patient other) {
        return new Patient(
                key,
                name.isEmpty() ? other.name : name,
                birthDate.isEmpty() ? other.birthDate : birthDate,
                sex.isEmpty() ? other.sex : sex);
    }

    /** The same description under another key. */
    Patient as(PatientKey other) {
        return new Patient(other, name, birthDate, sex);
    }
}
