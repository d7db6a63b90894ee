package org.confluens.worklist;

/** A modality has begun the step (MPPS, PS3.4 annex F). */
public record StepStarted(String stepId, String studyInstanceUid, String performedStepUid) implements StepEvent {}
