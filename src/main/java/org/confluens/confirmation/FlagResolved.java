package org.confluens.confirmation;

import org.confluens.concordance.Outcome;
import org.confluens.patient.PatientKey;

/** A catheter study answered a flag, or changed the answer. Fired inside the transaction that resolved the flag. */
public record FlagResolved(long flagId, PatientKey patient, String segmentId, Outcome outcome) {}
