package org.confluens.patient;

/** A patient's name, birth date or sex was told anew (HL7 A08). Fired inside the transaction that wrote it. */
public record PatientUpdated(PatientKey patient) {}
