package org.confluens.worklist.mpps;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.worklist.StepStore;

/**
 * Finds the scheduled steps that a modality says it performs (PS3.4 F.1.4: one, several, or none). The Study Instance UID
 * and the step id decide; modalities that make a study of their own, or leave the id out, are understood where only one
 * step can be meant.
 */
final class ScheduleLinks {

    private final StepStore steps;

    ScheduleLinks(StepStore steps) {
        this.steps = steps;
    }

    /** One link an item of the Scheduled Step Attributes Sequence. */
    List<PerformedStore.Link> of(Dataset performed) {
        String patient = performed.string(Tag.PatientID, "");
        return performed.items(Tag.ScheduledStepAttributesSequence).stream()
                .map(item -> link(item, patient))
                .distinct()
                .toList();
    }

    private PerformedStore.Link link(Dataset item, String patientId) {
        String study = item.string(Tag.StudyInstanceUID, "");
        String stepId = item.string(Tag.ScheduledProcedureStepID, "");
        return scheduled(study, stepId, patientId)
                .map(step -> new PerformedStore.Link(
                        step.item().studyInstanceUid(), step.item().stepId()))
                .orElse(new PerformedStore.Link(study, ""));
    }

    private Optional<StepStore.Stored> scheduled(String study, String stepId, String patientId) {
        if (stepId.isEmpty()) {
            return only(steps.ofStudy(study));
        }
        return steps.find(study, stepId)
                .or(() -> only(steps.ofStepId(stepId).stream()
                        .filter(step -> !patientId.isEmpty()
                                && step.item().patient().id().equals(patientId))
                        .toList()));
    }

    private static Optional<StepStore.Stored> only(List<StepStore.Stored> candidates) {
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }
}
