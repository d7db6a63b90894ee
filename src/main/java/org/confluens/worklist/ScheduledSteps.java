package org.confluens.worklist;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/** What other features ask of the worklist: to schedule a step, to follow it, to take it back. */
public interface ScheduledSteps {

    /**
     * Puts the order on the worklist, in the caller's transaction. The same order again (same step id and study) gives
     * back the step that exists.
     *
     * @throws StepRefusedException when the order lacks what a worklist item must have, or exceeds a value's length
     */
    ScheduledStep schedule(StepOrder order);

    /** The step of that Scheduled Procedure Step ID; where several studies use the same id, the newest. */
    Optional<ScheduledStep> step(String stepId);

    /** All steps of a study, by start time. */
    List<ScheduledStep> ofStudy(String studyInstanceUid);

    /** All steps under an accession number, by start time. */
    List<ScheduledStep> ofAccessionNumber(String accessionNumber);

    /**
     * The worklist items that a study answers, by start time: those of its Study Instance UID, or where there are none
     * those of its accession number, if it has one.
     */
    List<Dataset> items(String studyInstanceUid, String accessionNumber);

    /**
     * Takes a step that nobody started off the worklist.
     *
     * @return false when there is no such step, or it has been started or ended
     */
    boolean cancel(String stepId);
}
