package org.confluens.intake;

/** Two patients turned out to be one (HL7 A40). Fired inside the transaction that moved the studies. */
public record PatientMerged(PatientKey prior, PatientKey survivor) {}
