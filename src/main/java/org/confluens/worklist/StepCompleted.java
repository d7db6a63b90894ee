package org.confluens.worklist;

/** A modality has ended the step and made all its images (MPPS, PS3.4 annex F). */
public record StepCompleted(String stepId, String studyInstanceUid, String performedStepUid) implements StepEvent {}
