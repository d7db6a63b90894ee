package org.confluens.worklist;

/**
 * A modality has given the step up (MPPS DISCONTINUED, PS3.4 annex F). The reason is the meaning of the Performed
 * Procedure Step Discontinuation Reason Code Sequence (0040,0281), empty when the modality gave none.
 */
public record StepDiscontinued(String stepId, String studyInstanceUid, String performedStepUid, String reason)
        implements StepEvent {}
