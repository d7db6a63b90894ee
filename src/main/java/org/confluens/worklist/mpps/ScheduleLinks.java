package org.confluens.worklist.mpps;

import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.StepStore;

/**
 * Finds the scheduled steps that a modality says it performs (PS3.4 F.1.4: one, several, or none). The Study Instance UID
 * and the step id decide; modalities that make a study of their own, or leave the id out, are understood where only one
 * step can be meant.
 */
final class ScheduleLinks {

    private final StepStore steps;
    private final Patients patients;

    ScheduleLinks(StepStore steps, Patients patients) {
        this.steps = steps;
        this.patients = patients;
    }

    /** One link an item of the Scheduled Step Attributes Sequence. */
    List<PerformedStore.Link> of(Dataset performed) {
        Patient patient = new Patient(
                new PatientKey(performed.string(Tag.PatientID, ""), performed.string(Tag.IssuerOfPatientID, "")),
                "",
                performed.string(Tag.PatientBirthDate, ""),
                "");
        return performed.items(Tag.ScheduledStepAttributesSequence).stream()
                .map(item -> link(item, patient))
                .distinct()
                .toList();
    }

    private PerformedStore.Link link(Dataset item, Patient patient) {
        String study = item.string(Tag.StudyInstanceUID, "");
        String stepId = item.string(Tag.ScheduledProcedureStepID, "");
        return scheduled(study, stepId, patient)
                .map(step -> new PerformedStore.Link(
                        step.item().studyInstanceUid(), step.item().stepId()))
                .orElse(new PerformedStore.Link(study, ""));
    }

    private Optional<StepStore.Stored> scheduled(String study, String stepId, Patient patient) {
        if (stepId.isEmpty()) {
            return only(steps.ofStudy(study));
        }
        return steps.find(study, stepId)
                .or(() -> only(steps.ofStepId(stepId).stream()
                        .filter(step -> isOf(step.item().patient(), patient))
                        .toList()));
    }

    /** The modality may name a patient who was merged meanwhile, and need not say who issued the identifier. */
    private boolean isOf(PatientIdentity ofStep, Patient named) {
        String id = named.key().id();
        if (id.isEmpty() || named.key().equals(ofStep.key())) {
            return !id.isEmpty();
        }
        Optional<Patient> meant = patients.who(named.key(), named.birthDate());
        return meant.isPresent()
                ? meant.equals(patients.who(ofStep.key(), ofStep.birthDate()))
                : named.key().issuer().isEmpty() && id.equals(ofStep.id());
    }

    private static Optional<StepStore.Stored> only(List<StepStore.Stored> candidates) {
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }
}
