package org.confluens.app.demo;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/** An imaging device as Confluens sees it: stores its images and asks for its worklist. */
final class Modality {

    private final String aeTitle;
    private final RemoteAe confluens;
    private final RemoteAe worklist;

    Modality(String aeTitle, Settings settings) {
        int port = settings.integer("confluens.dicom.port");
        this.aeTitle = aeTitle;
        this.confluens = new RemoteAe(settings.text("confluens.dicom.ae-title"), "127.0.0.1", port);
        this.worklist = new RemoteAe(settings.text("confluens.dicom.worklist-ae-title"), "127.0.0.1", port);
    }

    void store(List<Dataset> images) throws IOException {
        Set<String> classes = new TreeSet<>();
        images.forEach(image -> classes.add(image.string(Tag.SOPClassUID, "")));
        List<PresentationRequest> contexts = classes.stream()
                .map(sopClass -> PresentationRequest.of(sopClass, UID.ExplicitVRLittleEndian))
                .toList();
        try (ClientAssociation association = DimseClient.open(aeTitle, confluens, contexts, ClientOptions.defaults())) {
            for (Dataset image : images) {
                DimseResponse response = association.store(image);
                if (!response.isDone()) {
                    throw new IOException("an image was refused: " + response.errorComment());
                }
            }
        }
    }

    /** The scheduled steps of a patient for a modality, from the worklist's own AE title. */
    List<Dataset> worklist(String patientId, String modality) throws IOException {
        Dataset step = Dataset.builder()
                .put(Tag.Modality, modality)
                .putEmpty(Tag.ScheduledProcedureStepID)
                .putEmpty(Tag.ScheduledProcedureStepDescription)
                .putEmpty(Tag.ScheduledProcedureStepStartDate)
                .putEmpty(Tag.ScheduledProcedureStepStartTime)
                .putEmpty(Tag.ScheduledStationAETitle)
                .build();
        Dataset query = Dataset.builder()
                .put(Tag.PatientID, patientId)
                .putEmpty(Tag.PatientName)
                .putEmpty(Tag.AccessionNumber)
                .putEmpty(Tag.RequestedProcedureID)
                .putEmpty(Tag.RequestedProcedureDescription)
                .putEmpty(Tag.StudyInstanceUID)
                .putItems(Tag.ScheduledProcedureStepSequence, step)
                .build();
        String service = UID.ModalityWorklistInformationModelFind;
        try (ClientAssociation association = DimseClient.open(
                aeTitle,
                worklist,
                List.of(PresentationRequest.of(service, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            return association.find(service, query).all();
        } catch (DimseException e) {
            throw new IOException("the worklist query failed: " + e.getMessage(), e);
        }
    }
}
