package org.confluens.worklist;

/**
 * A step was taken off the worklist by somebody other than the feature that scheduled it: by a person, an order message or
 * a file. Fired inside the transaction that made it true.
 */
public record StepCanceled(String stepId, String studyInstanceUid) {}
