package org.confluens.worklist;

import java.util.Objects;

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
}
