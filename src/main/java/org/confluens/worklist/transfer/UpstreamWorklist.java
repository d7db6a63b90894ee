package org.confluens.worklist.transfer;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.FindResults;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.platform.log.Log;
import org.confluens.worklist.StepRefusedException;
import org.confluens.worklist.StepState;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.query.WorklistKeys;

/** Copies the steps of another worklist server, asked by C-FIND (PS3.4 annex K as SCU). */
final class UpstreamWorklist {

    private static final Log LOG = Log.of(UpstreamWorklist.class);
    private static final DateTimeFormatter DA = DateTimeFormatter.ofPattern("uuuuMMdd");

    private static final String SOURCE = "UPSTREAM";

    private final String callingAeTitle;
    private final RemoteAe remote;
    private final ClientOptions options;
    private final Target target;
    private final int limit;

    /** Where the steps go, each call whole or not at all. */
    interface Target {
        List<Worklist.Placed> replace(Dataset item, String source);

        int dropOthers(String source, LocalDate from, LocalDate to, String modality, Set<Worklist.Key> there);
    }

    /** @param limit how many matches are taken of one query; of a longer list nothing counts as gone */
    UpstreamWorklist(String callingAeTitle, RemoteAe remote, ClientOptions options, Target target, int limit) {
        this.callingAeTitle = callingAeTitle;
        this.remote = remote;
        this.options = options;
        this.target = target;
        this.limit = limit;
    }

    /** How many steps came, how many of them were new or are gone, and what was wrong with those that were not taken. */
    record Copied(int received, int added, int gone, List<String> refusals) {}

    /**
     * Takes over every step that starts on these days, and drops those that were copied earlier and are no longer there:
     * canceled, begun or moved to another day, they are not to be offered to anybody. Each is taken as it comes; unless the
     * list came to its end, none is dropped.
     *
     * @param modality one modality, or empty for all
     */
    Copied copy(LocalDate from, LocalDate to, String modality) throws IOException {
        Taking taking = new Taking();
        boolean whole = ask(identifier(from, to, modality), taking);
        int gone = whole ? target.dropOthers(SOURCE, from, to, modality, taking.there) : 0;
        LOG.info(
                "{0} steps of {1}: {2} new, {3} gone, {4} refused {5}",
                taking.received,
                remote,
                taking.added,
                gone,
                taking.refusals.size(),
                taking.refusals.stream().distinct().toList());
        return new Copied(taking.received, taking.added, gone, taking.refusals);
    }

    /** What has come of one query so far. */
    private final class Taking {
        private final Set<Worklist.Key> there = new HashSet<>();
        private final List<String> refusals = new ArrayList<>();
        private int received;
        private int added;

        void take(Dataset match) {
            received++;
            try {
                for (Worklist.Placed placed : target.replace(match, SOURCE)) {
                    there.add(Worklist.Key.of(placed.item()));
                    added += placed.added() ? 1 : 0;
                }
            } catch (StepRefusedException e) {
                refusals.add(e.getMessage());
                there.add(Worklist.Key.of(new WorklistItem(match, StepState.SCHEDULED)));
            }
        }
    }

    /** @return whether the list came to its end within the limit */
    private boolean ask(Dataset identifier, Taking taking) throws IOException {
        String sopClass = UID.ModalityWorklistInformationModelFind;
        PresentationRequest context = new PresentationRequest(
                sopClass, List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian), true, false);
        try (ClientAssociation association = DimseClient.open(callingAeTitle, remote, List.of(context), options)) {
            FindResults results = association.find(sopClass, identifier);
            for (Optional<Dataset> match = results.next(); match.isPresent(); match = results.next()) {
                if (taking.received == limit) {
                    results.cancel();
                    LOG.warning(
                            "{0} has more than {1} steps of these days (confluens.worklist.upstream-limit);"
                                    + " the others are not copied, and none is dropped",
                            remote, limit);
                    return false;
                }
                taking.take(match.get());
            }
            if (!results.outcome().status().isSuccess()) {
                throw new IOException(remote + " answered " + results.outcome().status());
            }
            return true;
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
