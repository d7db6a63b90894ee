package org.confluens.patient;

/** Everything of a prior patient is another's from now on (HL7 A40). Fired inside the transaction that does it. */
public record PatientMerged(PatientKey prior, PatientKey survivor) {}
