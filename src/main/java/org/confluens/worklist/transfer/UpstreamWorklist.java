package org.confluens.worklist.transfer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.FindResults;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.worklist.StepRefusedException;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.query.WorklistKeys;

/** Copies the steps of another worklist server, asked by C-FIND (PS3.4 annex K as SCU). */
final class UpstreamWorklist {

    private static final Logger LOG = System.getLogger(UpstreamWorklist.class.getName());
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final String callingAeTitle;
    private final RemoteAe remote;
    private final Worklist worklist;

    UpstreamWorklist(String callingAeTitle, RemoteAe remote, Worklist worklist) {
        this.callingAeTitle = callingAeTitle;
        this.remote = remote;
        this.worklist = worklist;
    }

    /** How many steps came, how many of them were new, and what was wrong with those that were not taken. */
    record Copied(int received, int added, List<String> refusals) {}

    /**
     * Takes over every step that starts on these days.
     *
     * @param modality one modality, or empty for all
     */
    Copied copy(LocalDate from, LocalDate to, String modality) throws IOException {
        List<Dataset> matches = ask(identifier(from, to, modality));
        int added = 0;
        List<String> refusals = new ArrayList<>();
        for (Dataset match : matches) {
            try {
                added += (int) worklist.replace(match, "UPSTREAM").stream()
                        .filter(Worklist.Placed::added)
                        .count();
            } catch (StepRefusedException e) {
                refusals.add(e.getMessage());
            }
        }
        LOG.log(
                Level.INFO,
                "{0} steps of {1}: {2} new, {3} refused {4}",
                matches.size(),
                remote,
                added,
                refusals.size(),
                refusals.stream().distinct().toList());
        return new Copied(matches.size(), added, refusals);
    }

    private List<Dataset> ask(Dataset identifier) throws IOException {
        String sopClass = UID.ModalityWorklistInformationModelFind;
        PresentationRequest context = new PresentationRequest(
                sopClass, List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian), true, false);
        try (ClientAssociation association =
                DimseClient.open(callingAeTitle, remote, List.of(context), ClientOptions.defaults())) {
            FindResults results = association.find(sopClass, identifier);
            List<Dataset> matches = new ArrayList<>();
            for (Optional<Dataset> match = results.next(); match.isPresent(); match = results.next()) {
                matches.add(match.get());
            }
            if (!results.outcome().status().isSuccess()) {
                throw new IOException(remote + " answered " + results.outcome().status());
            }
            return matches;
        }
    }

    private static Dataset identifier(LocalDate from, LocalDate to, String modality) {
        Dataset everything = WorklistKeys.everything();
        Dataset.Builder step = everything.item(Tag.ScheduledProcedureStepSequence).orElseThrow().toBuilder()
                .put(Tag.ScheduledProcedureStepStartDate, DA.format(from) + "-" + DA.format(to));
        if (!modality.isEmpty()) {
            step.put(Tag.Modality, modality);
        }
        return everything.toBuilder()
                .putItems(Tag.ScheduledProcedureStepSequence, step.build())
                .build();
    }
}
