package org.confluens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/** A modality's performed procedure step for a worklist item, PS3.4 annex F: begun, then completed. */
final class PerformedStep {

    private static final String MPPS = UID.ModalityPerformedProcedureStep;

    private final RemoteAe worklist;
    private final Dataset item;
    private final String uid = Uids.create();

    PerformedStep(RemoteAe worklist, Dataset item) {
        this.worklist = worklist;
        this.item = item;
    }

    void begin() throws IOException {
        Dataset scheduled = item.item(Tag.ScheduledProcedureStepSequence).orElseThrow();
        Dataset attributes = Dataset.builder()
                .put(Tag.StudyInstanceUID, item.string(Tag.StudyInstanceUID, ""))
                .putItems(Tag.ReferencedStudySequence, List.of())
                .put(Tag.AccessionNumber, item.string(Tag.AccessionNumber, ""))
                .put(Tag.RequestedProcedureID, item.string(Tag.RequestedProcedureID, ""))
                .putEmpty(Tag.RequestedProcedureDescription)
                .put(Tag.ScheduledProcedureStepID, scheduled.string(Tag.ScheduledProcedureStepID, ""))
                .putEmpty(Tag.ScheduledProcedureStepDescription)
                .putItems(Tag.ScheduledProtocolCodeSequence, List.of())
                .build();
        Dataset created = Dataset.builder()
                .putItems(Tag.ScheduledStepAttributesSequence, attributes)
                .put(Tag.PatientName, item.string(Tag.PatientName, ""))
                .put(Tag.PatientID, item.string(Tag.PatientID, ""))
                .putEmpty(Tag.PatientBirthDate)
                .putEmpty(Tag.PatientSex)
                .putItems(Tag.ReferencedPatientSequence, List.of())
                .put(Tag.PerformedProcedureStepID, "PPS1")
                .put(Tag.PerformedStationAETitle, "XA1")
                .putEmpty(Tag.PerformedStationName)
                .putEmpty(Tag.PerformedLocation)
                .put(Tag.PerformedProcedureStepStartDate, "20260105")
                .put(Tag.PerformedProcedureStepStartTime, "101500")
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .putEmpty(Tag.PerformedProcedureStepDescription)
                .putEmpty(Tag.PerformedProcedureTypeDescription)
                .putItems(Tag.ProcedureCodeSequence, List.of())
                .putEmpty(Tag.PerformedProcedureStepEndDate)
                .putEmpty(Tag.PerformedProcedureStepEndTime)
                .put(Tag.Modality, "XA")
                .put(Tag.StudyID, "1")
                .putItems(Tag.PerformedProtocolCodeSequence, List.of())
                .putItems(Tag.PerformedSeriesSequence, List.of())
                .build();
        try (ClientAssociation association = open()) {
            assertThat(association.nCreate(MPPS, uid, created).isDone()).isTrue();
        }
    }

    void complete() throws IOException {
        Dataset series = Dataset.builder()
                .putEmpty(Tag.PerformingPhysicianName)
                .put(Tag.ProtocolName, "Venography neck")
                .putEmpty(Tag.OperatorsName)
                .put(Tag.SeriesInstanceUID, Uids.create())
                .putEmpty(Tag.SeriesDescription)
                .putEmpty(Tag.RetrieveAETitle)
                .putItems(Tag.ReferencedImageSequence, List.of())
                .putItems(Tag.ReferencedNonImageCompositeSOPInstanceSequence, List.of())
                .build();
        Dataset ended = Dataset.builder()
                .put(Tag.PerformedProcedureStepStatus, "COMPLETED")
                .put(Tag.PerformedProcedureStepEndDate, "20260105")
                .put(Tag.PerformedProcedureStepEndTime, "104500")
                .putItems(Tag.PerformedSeriesSequence, series)
                .build();
        try (ClientAssociation association = open()) {
            assertThat(association.nSet(MPPS, uid, ended).isDone()).isTrue();
        }
    }

    private ClientAssociation open() throws IOException {
        return DimseClient.open(
                "XA1",
                worklist,
                List.of(PresentationRequest.of(MPPS, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults());
    }
}
