package org.confluens.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.patient.Patients;

/** The worklist of this node: schedules steps and answers for them, each call in one transaction. */
@ApplicationScoped
@Transactional
public class Worklist implements ScheduledSteps {

    private static final Set<StepState> UNTOUCHED = Set.of(StepState.SCHEDULED, StepState.ARRIVED, StepState.READY);

    private StepStore store;
    private ItemRules rules;
    private Optional<Publications> publications = Optional.empty();
    private Consumer<StepCanceled> canceled = event -> {};
    private Consumer<StepPlaced> stepPlaced = event -> {};
    private Optional<Patients> patients = Optional.empty();

    protected Worklist() {}

    @Inject
    Worklist(WorklistWiring wiring, Patients patients, Event<StepCanceled> canceled, Event<StepPlaced> placed) {
        this(wiring.store(), wiring.rules(), wiring.publications(), canceled::fire);
        this.patients = Optional.of(patients);
        this.stepPlaced = placed::fire;
    }

    /** The same of patients who are known by several names. */
    public Worklist(StepStore store, ItemRules rules, Patients patients) {
        this(store, rules);
        this.patients = Optional.of(patients);
    }

    /** A worklist over that store; its calls take part in the caller's transaction. */
    public Worklist(StepStore store, ItemRules rules) {
        this(store, rules, Optional.empty(), event -> {});
    }

    Worklist(StepStore store, ItemRules rules, Optional<Publications> publications, Consumer<StepCanceled> canceled) {
        this.store = store;
        this.rules = rules;
        this.publications = publications;
        this.canceled = canceled;
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

    /** Tells the other system that a step which it was given is no longer what it was. */
    private void republish(Publications.Action action, String studyUid, String stepId) {
        publications.filter(p -> p.contains(studyUid, stepId)).ifPresent(p -> p.add(action, studyUid, stepId));
    }

    /** A step that has ended needs no place on another system's worklist any more. */
    void ended(@Observes StepEvent event) {
        if (event instanceof StepCompleted || event instanceof StepDiscontinued) {
            republish(Publications.Action.REMOVE, event.studyInstanceUid(), event.stepId());
        }
    }

    /** What a step is known by: step ids are unique within a study only. */
    public record Key(String studyInstanceUid, String stepId) {
        public static Key of(WorklistItem item) {
            return new Key(item.studyInstanceUid(), item.stepId());
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
        return items(dataset).stream().map(item -> place(item, source)).toList();
    }

    /** As {@link #schedule}, telling what is new. */
    public List<Placed> place(StepOrder order) {
        return place(OrderDataset.of(order), "REST");
    }

    /** The items of a data set, of the patient that it means: an order may still name one who was merged into another. */
    private List<WorklistItem> items(Dataset dataset) {
        return rules.items(dataset).stream()
                .map(item -> patients.map(known -> PatientSteps.ofItsPatient(item, known))
                        .orElse(item))
                .toList();
    }

    private Placed place(WorklistItem item, String source) {
        if (store.add(item, source)) {
            stepPlaced.accept(new StepPlaced(item.studyInstanceUid(), item.patient()));
            return new Placed(item, true);
        }
        WorklistItem present =
                store.find(item.studyInstanceUid(), item.stepId()).orElseThrow().item();
        return new Placed(present, false);
    }

    /**
     * Replaces the item of the same study and step id, or adds it. Its state stays what the modalities made it; a step that
     * was canceled, or that was given up and gets another start, is to be done again.
     */
    public List<Placed> replace(Dataset dataset, String source) {
        return items(dataset).stream()
                .map(item -> store.lock(item.studyInstanceUid(), item.stepId())
                        .map(present -> replaced(present, item, source))
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

    /** Cancels the steps of a placer's order that are not among these. */
    public void cancelOthers(String placerOrderNumber, List<Placed> named) {
        Set<Key> kept = named.stream().map(p -> Key.of(p.item())).collect(Collectors.toSet());
        store.lockPlacerOrder(placerOrderNumber).stream()
                .filter(step -> !kept.contains(Key.of(step.item())))
                .forEach(this::cancelAndTell);
    }

    /**
     * Drops the steps from one source that start on these days, that nobody has begun, and that are not among those that
     * the source still has; the number of steps.
     *
     * @param modality one modality, or empty for all
     */
    public int dropOthers(String source, LocalDate from, LocalDate to, String modality, Set<Key> there) {
        List<StepStore.Stored> gone = store.lockSource(source, from, to, modality).stream()
                .filter(step -> UNTOUCHED.contains(step.item().state()) && !there.contains(Key.of(step.item())))
                .toList();
        gone.forEach(step -> store.delete(step.id()));
        return gone.size();
    }

    private Placed replaced(StepStore.Stored present, WorklistItem item, String source) {
        WorklistItem merged = isToBeDone(present.item(), item, source)
                ? item
                : item.in(present.item().state());
        if (!merged.equals(present.item())) {
            store.replace(present.id(), merged);
            if (!merged.patient().key().equals(present.item().patient().key())) {
                stepPlaced.accept(new StepPlaced(merged.studyInstanceUid(), merged.patient()));
            }
            republish(Publications.Action.PUT, merged.studyInstanceUid(), merged.stepId());
        }
        return new Placed(merged, false);
    }

    /** Another worklist goes on listing what was canceled here, which is no wish to have it done. */
    private static boolean isToBeDone(WorklistItem present, WorklistItem item, String source) {
        return switch (present.state()) {
            case SCHEDULED, ARRIVED, READY -> true;
            case CANCELED -> !source.equals("UPSTREAM");
            case DISCONTINUED -> !source.equals("UPSTREAM") && !item.start().equals(present.start());
            default -> false;
        };
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
    public List<Dataset> items(String studyInstanceUid, String accessionNumber) {
        List<StepStore.Stored> steps = store.ofStudy(studyInstanceUid);
        if (steps.isEmpty() && !accessionNumber.isEmpty()) {
            steps = store.ofAccessionNumber(accessionNumber);
        }
        return steps.stream().map(step -> step.item().dataset()).toList();
    }

    @Override
    public List<ScheduledStep> ofAccessionNumber(String accessionNumber) {
        return summaries(store.ofAccessionNumber(accessionNumber));
    }

    /** Whoever scheduled the step knows that it takes it back: nobody is told. */
    @Override
    public boolean cancel(String stepId) {
        return store.ofStepId(stepId).stream().findFirst().map(this::cancel).orElse(false);
    }

    /** Cancels exactly this step unless somebody has started it. */
    public boolean cancel(WorklistItem item) {
        return store.lock(item.studyInstanceUid(), item.stepId())
                .map(this::cancelAndTell)
                .orElse(false);
    }

    /** Cancels what nobody has started of a placer's order. */
    public OrderCancellation cancelOrder(String placerOrderNumber) {
        return cancel(store.lockPlacerOrder(placerOrderNumber));
    }

    /** The same of an order that is named by its filler's number alone. */
    public OrderCancellation cancelFillerOrder(String fillerOrderNumber) {
        return cancel(store.lockFillerOrder(fillerOrderNumber));
    }

    private OrderCancellation cancel(List<StepStore.Stored> steps) {
        if (steps.isEmpty()) {
            return OrderCancellation.UNKNOWN;
        }
        boolean done = false;
        for (StepStore.Stored step : steps) {
            StepState state = step.item().state();
            done |= cancelAndTell(step) || state == StepState.CANCELED || state == StepState.DISCONTINUED;
        }
        return done ? OrderCancellation.DONE : OrderCancellation.TOO_LATE;
    }

    private boolean cancelAndTell(StepStore.Stored step) {
        boolean done = cancel(step);
        if (done) {
            canceled.accept(new StepCanceled(step.item().stepId(), step.item().studyInstanceUid()));
        }
        return done;
    }

    private boolean cancel(StepStore.Stored step) {
        boolean done = store.changeState(step.id(), UNTOUCHED, StepState.CANCELED);
        if (done) {
            republish(
                    Publications.Action.REMOVE,
                    step.item().studyInstanceUid(),
                    step.item().stepId());
        }
        return done;
    }

    private static List<WorklistItem> items(List<StepStore.Stored> rows) {
        return rows.stream().map(StepStore.Stored::item).toList();
    }

    private static List<ScheduledStep> summaries(List<StepStore.Stored> rows) {
        return rows.stream().map(row -> row.item().summary()).toList();
    }
}
