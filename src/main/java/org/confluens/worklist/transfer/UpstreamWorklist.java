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
import org.confluens.worklist.StepState;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.query.WorklistKeys;

/** Copies the steps of another worklist server, asked by C-FIND (PS3.4 annex K as SCU). */
final class UpstreamWorklist {

    private static final Logger LOG = System.getLogger(UpstreamWorklist.class.getName());
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");

    private static final String SOURCE = "UPSTREAM";

    private final String callingAeTitle;
    private final RemoteAe remote;
    private final ClientOptions options;
    private final Worklist worklist;

    UpstreamWorklist(String callingAeTitle, RemoteAe remote, ClientOptions options, Worklist worklist) {
        this.callingAeTitle = callingAeTitle;
        this.remote = remote;
        this.options = options;
        this.worklist = worklist;
    }

    /** How many steps came, how many of them were new or are gone, and what was wrong with those that were not taken. */
    record Copied(int received, int added, int gone, List<String> refusals) {}

    /**
     * Takes over every step that starts on these days, and drops those that were copied earlier and are no longer there:
     * canceled, begun or moved to another day, they are not to be offered to anybody.
     *
     * @param modality one modality, or empty for all
     */
    Copied copy(LocalDate from, LocalDate to, String modality) throws IOException {
        List<Dataset> matches = ask(identifier(from, to, modality));
        int added = 0;
        List<String> refusals = new ArrayList<>();
        List<WorklistItem> there = new ArrayList<>();
        for (Dataset match : matches) {
            try {
                for (Worklist.Placed placed : worklist.replace(match, SOURCE)) {
                    there.add(placed.item());
                    added += placed.added() ? 1 : 0;
                }
            } catch (StepRefusedException e) {
                refusals.add(e.getMessage());
                there.add(new WorklistItem(match, StepState.SCHEDULED));
            }
        }
        int gone = worklist.dropOthers(SOURCE, from, to, modality, there);
        LOG.log(
                Level.INFO,
                "{0} steps of {1}: {2} new, {3} gone, {4} refused {5}",
                matches.size(),
                remote,
                added,
                gone,
                refusals.size(),
                refusals.stream().distinct().toList());
        return new Copied(matches.size(), added, gone, refusals);
    }

    private List<Dataset> ask(Dataset identifier) throws IOException {
        String sopClass = UID.ModalityWorklistInformationModelFind;
        PresentationRequest context = new PresentationRequest(
                sopClass, List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian), true, false);
        try (ClientAssociation association = DimseClient.open(callingAeTitle, remote, List.of(context), options)) {
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
