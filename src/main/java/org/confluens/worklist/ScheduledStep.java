package org.confluens.worklist;

import java.time.LocalDateTime;
import java.util.List;

/** A scheduled procedure step as it stands now. */
public record ScheduledStep(
        String stepId,
        String studyInstanceUid,
        String requestedProcedureId,
        String accessionNumber,
        PatientIdentity patient,
        String modality,
        List<String> stationAeTitles,
        LocalDateTime start,
        String description,
        StepState state) {

    public ScheduledStep {
        stationAeTitles = List.copyOf(stationAeTitles);
    }
}
