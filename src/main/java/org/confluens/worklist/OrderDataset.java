package org.confluens.worklist;

import java.time.format.DateTimeFormatter;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;

/** The worklist data set of an order; identifiers that the order leaves open are given here. */
final class OrderDataset {

    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TM = DateTimeFormatter.ofPattern("HHmmss");

    private OrderDataset() {}

    static Dataset of(StepOrder order) {
        Dataset.Builder item = Dataset.builder();
        putPatient(item, order.patient());
        item.put(
                Tag.AccessionNumber,
                order.accessionNumber().isEmpty() ? GivenIds.random('A') : order.accessionNumber());
        item.put(Tag.ReferringPhysicianName, order.referringPhysician());
        item.put(Tag.RequestingPhysician, order.requestingPhysician());
        item.put(Tag.StudyInstanceUID, order.studyInstanceUid().isEmpty() ? Uids.create() : order.studyInstanceUid());
        item.put(
                Tag.RequestedProcedureID,
                order.requestedProcedureId().isEmpty() ? GivenIds.random('R') : order.requestedProcedureId());
        item.put(Tag.RequestedProcedurePriority, order.priority());
        item.put(Tag.RequestedProcedureDescription, order.requestedProcedureDescription());
        item.put(Tag.ReasonForTheRequestedProcedure, order.reason());
        putCodes(item, Tag.RequestedProcedureCodeSequence, order.requestedProcedureCodes());
        return item.putItems(Tag.ScheduledProcedureStepSequence, step(order)).build();
    }

    private static void putPatient(Dataset.Builder item, PatientIdentity patient) {
        item.put(Tag.PatientID, patient.id());
        item.put(Tag.IssuerOfPatientID, patient.issuer());
        item.put(Tag.PatientName, patient.name());
        item.put(Tag.PatientBirthDate, patient.birthDate());
        item.put(Tag.PatientSex, patient.sex());
    }

    private static Dataset step(StepOrder order) {
        Dataset.Builder step = Dataset.builder()
                .put(Tag.Modality, order.modality())
                .put(Tag.ScheduledStationAETitle, order.stationAeTitles().toArray(String[]::new))
                .put(Tag.ScheduledProcedureStepStartDate, DA.format(order.start()))
                .put(Tag.ScheduledProcedureStepStartTime, TM.format(order.start()))
                .put(Tag.ScheduledPerformingPhysicianName, order.performingPhysician())
                .put(Tag.ScheduledProcedureStepDescription, order.description())
                .put(Tag.ScheduledProcedureStepID, order.stepId().isEmpty() ? GivenIds.random('S') : order.stepId());
        putCodes(step, Tag.ScheduledProtocolCodeSequence, order.protocolCodes());
        return step.build();
    }

    private static void putCodes(Dataset.Builder holder, int sequence, List<ProcedureCode> codes) {
        if (!codes.isEmpty()) {
            holder.putItems(sequence, codes.stream().map(OrderDataset::code).toList());
        }
    }

    private static Dataset code(ProcedureCode code) {
        return Dataset.builder()
                .put(Tag.CodeValue, code.value())
                .put(Tag.CodingSchemeDesignator, code.scheme())
                .put(Tag.CodeMeaning, code.meaning())
                .build();
    }
}
