package org.confluens.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;

/**
 * Turns a worklist data set from outside into complete items, one a scheduled procedure step. Identifiers that only the
 * worklist needs, and the station of a modality, are filled in; what nobody but the sender can know is asked for.
 */
public final class ItemRules {

    private final Stations stations;

    public ItemRules(Stations stations) {
        this.stations = stations;
    }

    /**
     * The items of a data set as worklist files, MWL answers and {@code application/dicom+json} bring it.
     *
     * @throws StepRefusedException naming everything that is missing or too long
     */
    public List<WorklistItem> items(Dataset dataset) {
        List<Dataset> steps = dataset.items(Tag.ScheduledProcedureStepSequence);
        if (steps.isEmpty()) {
            throw new StepRefusedException(List.of("Scheduled Procedure Step Sequence (0040,0100) has no item"));
        }
        Dataset request = completeRequest(dataset, steps.get(0));
        List<WorklistItem> items = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Dataset step = completeStep(steps.get(i), request, i);
            Dataset item = withDescriptions(request, step);
            problems.addAll(ItemCheck.problems(item));
            items.add(new WorklistItem(item, state(step)));
        }
        if (!problems.isEmpty()) {
            throw new StepRefusedException(problems.stream().distinct().toList());
        }
        return items;
    }

    private static StepState state(Dataset step) {
        return step.string(Tag.ScheduledProcedureStepStatus)
                .flatMap(StepState::ofTerm)
                .orElse(StepState.SCHEDULED);
    }

    private static Dataset completeRequest(Dataset dataset, Dataset firstStep) {
        Dataset.Builder request = dataset.toBuilder();
        String study = dataset.string(Tag.StudyInstanceUID).orElseGet(() -> studyUid(dataset, firstStep));
        request.put(Tag.StudyInstanceUID, study);
        if (dataset.string(Tag.RequestedProcedureID).isEmpty()) {
            request.put(Tag.RequestedProcedureID, GivenIds.seeded('R', study));
        }
        return request.build();
    }

    /** The same order read again must get the same study; one that identifies itself by nothing gets a new one. */
    private static String studyUid(Dataset dataset, Dataset step) {
        String identity = dataset.string(Tag.PlacerOrderNumberImagingServiceRequest)
                .or(() -> dataset.string(Tag.FillerOrderNumberImagingServiceRequest))
                .orElseGet(() -> Stream.of(
                                dataset.string(Tag.AccessionNumber),
                                dataset.string(Tag.RequestedProcedureID),
                                step.string(Tag.ScheduledProcedureStepID))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("\\")));
        return identity.isEmpty()
                ? Uids.create()
                : Uids.nameBased("worklist\\" + dataset.string(Tag.PatientID, "") + "\\" + identity);
    }

    private Dataset completeStep(Dataset step, Dataset request, int index) {
        Dataset.Builder complete = step.toBuilder();
        if (step.string(Tag.ScheduledProcedureStepID).isEmpty()) {
            String seed = String.join(
                    "\\",
                    request.string(Tag.StudyInstanceUID, ""),
                    request.string(Tag.AccessionNumber, ""),
                    request.string(Tag.RequestedProcedureID, ""),
                    Integer.toString(index));
            complete.put(Tag.ScheduledProcedureStepID, GivenIds.seeded('S', seed));
        }
        if (step.strings(Tag.ScheduledStationAETitle).isEmpty()) {
            List<String> usual = stations.ofModality(step.string(Tag.Modality, ""));
            complete.put(Tag.ScheduledStationAETitle, usual.toArray(String[]::new));
        }
        complete.put(Tag.ScheduledProcedureStepStatus, state(step).name());
        return complete.build();
    }

    /** Type 1C: the step and the requested procedure each need a description or a code; one serves for the other. */
    private static Dataset withDescriptions(Dataset request, Dataset step) {
        String requested = request.string(Tag.RequestedProcedureDescription)
                .or(() -> meaning(request, Tag.RequestedProcedureCodeSequence))
                .orElse("");
        String scheduled = step.string(Tag.ScheduledProcedureStepDescription)
                .or(() -> meaning(step, Tag.ScheduledProtocolCodeSequence))
                .orElse(requested);
        Dataset.Builder completeStep = step.toBuilder();
        if (!scheduled.isEmpty()) {
            completeStep.put(Tag.ScheduledProcedureStepDescription, scheduled);
        }
        Dataset.Builder complete = request.toBuilder();
        if (!requested.isEmpty() || !scheduled.isEmpty()) {
            complete.put(Tag.RequestedProcedureDescription, requested.isEmpty() ? scheduled : requested);
        }
        return complete.putItems(Tag.ScheduledProcedureStepSequence, completeStep.build())
                .build();
    }

    private static Optional<String> meaning(Dataset holder, int codeSequence) {
        return holder.item(codeSequence).flatMap(code -> code.string(Tag.CodeMeaning));
    }
}
