package org.confluens.worklist;

/** What happened to a scheduled procedure step; fired inside the transaction that made it true. */
public sealed interface StepEvent permits StepStarted, StepReturned, StepCompleted, StepDiscontinued {

    /** Scheduled Procedure Step ID (0040,0009). */
    String stepId();

    String studyInstanceUid();

    /** SOP Instance UID of the modality performed procedure step that reported it. */
    String performedStepUid();
}
