package org.confluens.worklist;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * A complete worklist item of one scheduled procedure step (PS3.4 K.6.1), with the values that it is found by. Made by
 * {@link ItemRules}, which sees to it that nothing is missing.
 */
public record WorklistItem(Dataset dataset, StepState state) {

    public Dataset step() {
        return dataset.item(Tag.ScheduledProcedureStepSequence).orElse(Dataset.empty());
    }

    public String studyInstanceUid() {
        return dataset.string(Tag.StudyInstanceUID, "");
    }

    public String stepId() {
        return step().string(Tag.ScheduledProcedureStepID, "");
    }

    public String requestedProcedureId() {
        return dataset.string(Tag.RequestedProcedureID, "");
    }

    public String accessionNumber() {
        return dataset.string(Tag.AccessionNumber, "");
    }

    public String placerOrderNumber() {
        return dataset.string(Tag.PlacerOrderNumberImagingServiceRequest, "");
    }

    public String fillerOrderNumber() {
        return dataset.string(Tag.FillerOrderNumberImagingServiceRequest, "");
    }

    public String admissionId() {
        return dataset.string(Tag.AdmissionID, "");
    }

    public PatientIdentity patient() {
        return new PatientIdentity(
                dataset.string(Tag.PatientID, ""),
                dataset.string(Tag.IssuerOfPatientID, ""),
                dataset.string(Tag.PatientName, ""),
                dataset.string(Tag.PatientBirthDate, ""),
                dataset.string(Tag.PatientSex, ""));
    }

    public String modality() {
        return step().string(Tag.Modality, "");
    }

    public List<String> stationAeTitles() {
        return step().strings(Tag.ScheduledStationAETitle);
    }

    public LocalDateTime start() {
        Dataset step = step();
        return step.date(Tag.ScheduledProcedureStepStartDate)
                .orElseThrow()
                .atTime(step.time(Tag.ScheduledProcedureStepStartTime).orElse(LocalTime.MIN));
    }

    Set<String> nameGroups() {
        return NameForm.groups(dataset.strings(Tag.PatientName));
    }

    /** The item as other features see it. */
    public ScheduledStep summary() {
        return new ScheduledStep(
                stepId(),
                studyInstanceUid(),
                requestedProcedureId(),
                accessionNumber(),
                patient(),
                modality(),
                stationAeTitles(),
                start(),
                step().string(Tag.ScheduledProcedureStepDescription, ""),
                state);
    }

    /** The same item of a patient who is now known to be called, born or identified like this; what is empty stays. */
    WorklistItem of(PatientIdentity patient) {
        Dataset.Builder corrected = dataset.toBuilder();
        putKnown(corrected, Tag.PatientID, patient.id());
        putKnown(corrected, Tag.IssuerOfPatientID, patient.issuer());
        putKnown(corrected, Tag.PatientName, patient.name());
        putKnown(corrected, Tag.PatientBirthDate, patient.birthDate());
        putKnown(corrected, Tag.PatientSex, patient.sex());
        return new WorklistItem(corrected.build(), state);
    }

    private static void putKnown(Dataset.Builder item, int tag, String value) {
        if (!value.isEmpty()) {
            item.put(tag, value);
        }
    }

    /** The same item in another state, which its Scheduled Procedure Step Status (0040,0020) shows. */
    public WorklistItem in(StepState other) {
        Dataset step = step().toBuilder()
                .put(Tag.ScheduledProcedureStepStatus, other.name())
                .build();
        return new WorklistItem(
                dataset.toBuilder()
                        .putItems(Tag.ScheduledProcedureStepSequence, step)
                        .build(),
                other);
    }
}
