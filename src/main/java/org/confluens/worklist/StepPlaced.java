package org.confluens.worklist;

/** A step came on the worklist, or is another patient's now. Fired inside the transaction that wrote it. */
public record StepPlaced(String studyInstanceUid, PatientIdentity patient) {}
