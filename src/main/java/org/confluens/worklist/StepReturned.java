package org.confluens.worklist;

/**
 * A modality has given up a step because it had selected the wrong entry of its worklist, or will do it later (DCM 110514,
 * 110528): the step is scheduled again.
 */
public record StepReturned(String stepId, String studyInstanceUid, String performedStepUid) implements StepEvent {}
