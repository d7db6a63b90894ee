package org.confluens.intake;

/** A patient's name, birth date or sex was corrected (HL7 A08). Fired inside the transaction that wrote it. */
public record PatientUpdated(PatientKey patient) {}
