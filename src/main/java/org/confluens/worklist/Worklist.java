package org.confluens.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** The worklist of this node: schedules steps and answers for them, each call in one transaction. */
@ApplicationScoped
@Transactional
public class Worklist implements ScheduledSteps {

    private static final Set<StepState> UNTOUCHED = Set.of(StepState.SCHEDULED, StepState.ARRIVED, StepState.READY);

    private StepStore store;
    private ItemRules rules;
    private Optional<Publications> publications = Optional.empty();

    protected Worklist() {}

    @Inject
    Worklist(WorklistWiring wiring) {
        this(wiring.store(), wiring.rules(), wiring.publications());
    }

    /** A worklist over that store; its calls take part in the caller's transaction. */
    public Worklist(StepStore store, ItemRules rules) {
        this(store, rules, Optional.empty());
    }

    Worklist(StepStore store, ItemRules rules, Optional<Publications> publications) {
        this.store = store;
        this.rules = rules;
        this.publications = publications;
    }

    @Override
    public ScheduledStep schedule(StepOrder order) {
        Placed placed = place(OrderDataset.of(order), "ORDER").get(0);
        if (placed.added()) {
            WorklistItem item = placed.item();
            publications.ifPresent(p -> p.add(Publications.Action.PUT, item.studyInstanceUid(), item.stepId()));
        }
        return placed.item().summary();
    }

    private void takeBack(String studyUid, String stepId) {
        publications
                .filter(p -> p.contains(studyUid, stepId))
                .ifPresent(p -> p.add(Publications.Action.REMOVE, studyUid, stepId));
    }

    /** A step that has ended needs no place on another system's worklist any more. */
    void ended(@Observes StepEvent event) {
        if (!(event instanceof StepStarted)) {
            takeBack(event.studyInstanceUid(), event.stepId());
        }
    }

    /** One item that was put on the worklist, and whether it is new there. */
    public record Placed(WorklistItem item, boolean added) {}

    /**
     * Puts every step of a worklist data set on the worklist; a step that is there already stays as it is.
     *
     * @param source where it comes from: ORDER, REST, HL7, FILE, UPSTREAM
     * @throws StepRefusedException when something is missing
     */
    public List<Placed> place(Dataset dataset, String source) {
        return rules.items(dataset).stream().map(item -> place(item, source)).toList();
    }

    /** As {@link #schedule}, telling what is new. */
    public List<Placed> place(StepOrder order) {
        return place(OrderDataset.of(order), "REST");
    }

    private Placed place(WorklistItem item, String source) {
        if (store.add(item, source)) {
            return new Placed(item, true);
        }
        WorklistItem present =
                store.find(item.studyInstanceUid(), item.stepId()).orElseThrow().item();
        return new Placed(present, false);
    }

    /**
     * Replaces the item of the same study and step id, or adds it; its state stays what the modalities made it unless
     * nobody has started it.
     */
    public List<Placed> replace(Dataset dataset, String source) {
        return rules.items(dataset).stream()
                .map(item -> store.find(item.studyInstanceUid(), item.stepId())
                        .map(present -> replaced(present, item))
                        .orElseGet(() -> place(item, source)))
                .toList();
    }

    /** Replaces the step of the order's id; without a study, that of the newest step of this id. */
    public List<Placed> replace(StepOrder order) {
        Dataset dataset = OrderDataset.of(order);
        Optional<StepStore.Stored> present = store.ofStepId(order.stepId()).stream()
                .filter(s -> order.studyInstanceUid().isEmpty()
                        || s.item().studyInstanceUid().equals(order.studyInstanceUid()))
                .findFirst();
        return replace(present.map(s -> identifiedAs(s.item(), order, dataset)).orElse(dataset), "REST");
    }

    /** Identifiers that the order leaves open stay as they are, instead of being given anew. */
    private static Dataset identifiedAs(WorklistItem present, StepOrder order, Dataset dataset) {
        Dataset.Builder same = dataset.toBuilder().put(Tag.StudyInstanceUID, present.studyInstanceUid());
        if (order.requestedProcedureId().isEmpty()) {
            same.put(Tag.RequestedProcedureID, present.requestedProcedureId());
        }
        if (order.accessionNumber().isEmpty()) {
            same.put(Tag.AccessionNumber, present.accessionNumber());
        }
        return same.build();
    }

    /** As {@link #replace}, and cancels the steps of the same placer's order that the data set no longer names. */
    public List<Placed> replaceOrder(Dataset dataset, String source) {
        List<Placed> placed = replace(dataset, source);
        Set<String> named = placed.stream().map(p -> p.item().stepId()).collect(Collectors.toSet());
        String order = dataset.string(Tag.PlacerOrderNumberImagingServiceRequest, "");
        if (!order.isEmpty()) {
            store.ofPlacerOrder(order).stream()
                    .filter(step -> !named.contains(step.item().stepId()))
                    .forEach(this::cancel);
        }
        return placed;
    }

    private Placed replaced(StepStore.Stored present, WorklistItem item) {
        StepState state = present.item().state();
        WorklistItem merged = UNTOUCHED.contains(state) ? item : item.in(state);
        if (!merged.equals(present.item())) {
            store.replace(present.id(), merged);
        }
        return new Placed(merged, false);
    }

    @Override
    public Optional<ScheduledStep> step(String stepId) {
        return store.ofStepId(stepId).stream().findFirst().map(s -> s.item().summary());
    }

    /** The items of a step id, newest first; step ids are unique within a study only. */
    public List<WorklistItem> items(String stepId) {
        return items(store.ofStepId(stepId));
    }

    @Override
    public List<ScheduledStep> ofStudy(String studyInstanceUid) {
        return summaries(store.ofStudy(studyInstanceUid));
    }

    @Override
    public List<ScheduledStep> ofAccessionNumber(String accessionNumber) {
        return summaries(store.ofAccessionNumber(accessionNumber));
    }

    @Override
    public boolean cancel(String stepId) {
        return store.ofStepId(stepId).stream().findFirst().map(this::cancel).orElse(false);
    }

    /** Cancels exactly this step unless somebody has started it. */
    public boolean cancel(WorklistItem item) {
        return store.find(item.studyInstanceUid(), item.stepId())
                .map(this::cancel)
                .orElse(false);
    }

    /** Cancels what nobody has started of a placer's order; the number of steps. */
    public int cancelOrder(String placerOrderNumber) {
        return (int) store.ofPlacerOrder(placerOrderNumber).stream()
                .filter(this::cancel)
                .count();
    }

    /** Whether any step belongs to that placer's order. */
    public boolean hasOrder(String placerOrderNumber) {
        return !store.ofPlacerOrder(placerOrderNumber).isEmpty();
    }

    /** Corrects name, birth date and sex on all of the patient's steps that have not ended; the number of steps. */
    public int updatePatient(PatientIdentity patient) {
        return rewrite(patient.id(), patient.issuer(), patient);
    }

    /** Moves the steps of a prior patient that have not ended to the surviving one; the number of steps. */
    public int mergePatient(String priorId, String priorIssuer, PatientIdentity survivor) {
        return rewrite(priorId, priorIssuer, survivor);
    }

    private int rewrite(String id, String issuer, PatientIdentity patient) {
        List<StepStore.Stored> steps = store.ofPatient(id, issuer).stream()
                .filter(step -> !step.item().state().ended())
                .toList();
        steps.forEach(step -> store.replace(step.id(), step.item().of(patient)));
        return steps.size();
    }

    private boolean cancel(StepStore.Stored step) {
        boolean canceled = store.changeState(step.id(), UNTOUCHED, StepState.CANCELED);
        if (canceled) {
            takeBack(step.item().studyInstanceUid(), step.item().stepId());
        }
        return canceled;
    }

    private static List<WorklistItem> items(List<StepStore.Stored> rows) {
        return rows.stream().map(StepStore.Stored::item).toList();
    }

    private static List<ScheduledStep> summaries(List<StepStore.Stored> rows) {
        return rows.stream().map(row -> row.item().summary()).toList();
    }
}
