package org.confluens.confirmation;

import org.confluens.patient.PatientKey;

/** A stenosis that only MR or CT venography saw was flagged. Fired inside the transaction that raised the flag. */
public record FlagRaised(long flagId, PatientKey patient, String segmentId, String studyInstanceUid) {}
