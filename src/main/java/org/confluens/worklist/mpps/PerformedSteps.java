package org.confluens.worklist.mpps;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.patient.Patients;
import org.confluens.worklist.PerformedStepEnded;
import org.confluens.worklist.StepCompleted;
import org.confluens.worklist.StepDiscontinued;
import org.confluens.worklist.StepEvent;
import org.confluens.worklist.StepReturned;
import org.confluens.worklist.StepStarted;
import org.confluens.worklist.StepState;
import org.confluens.worklist.StepStore;
import org.confluens.worklist.WorklistWiring;

/**
 * The life of performed steps (PS3.4 F.7.2): created IN PROGRESS, modified, ended once. Each operation is one transaction
 * with what it does to the scheduled steps and with the events that tell of it.
 */
@ApplicationScoped
@Transactional(rollbackOn = DimseException.class)
public class PerformedSteps {

    /** "Performed Procedure Step Object may no longer be updated", PS3.4 F.7.2.2.4. */
    private static final int NO_LONGER_UPDATED = 0xA710;

    private PerformedStore store;
    private StepStore steps;
    private ScheduleLinks schedule;
    private AttributeRules rules;
    private Consumer<StepEvent> stepEvents;
    private Consumer<PerformedStepEnded> endEvents;

    protected PerformedSteps() {}

    @Inject
    PerformedSteps(
            WorklistWiring wiring,
            Patients patients,
            Event<StepEvent> stepEvents,
            Event<PerformedStepEnded> endEvents) {
        this(
                new PerformedStore(wiring.database(), wiring.clock()),
                new StepStore(wiring.database(), wiring.clock()),
                patients,
                wiring.settings().flag("confluens.worklist.mpps-strict"),
                stepEvents::fire,
                endEvents::fire);
    }

    PerformedSteps(
            PerformedStore store,
            StepStore steps,
            Patients patients,
            boolean strict,
            Consumer<StepEvent> stepEvents,
            Consumer<PerformedStepEnded> endEvents) {
        this.store = store;
        this.steps = steps;
        this.schedule = new ScheduleLinks(steps, patients);
        this.rules = new AttributeRules(strict);
        this.stepEvents = stepEvents;
        this.endEvents = endEvents;
    }

    /** N-CREATE; the instance's UID, which is made here when the modality leaves it open. */
    public String create(String requestedUid, Dataset attributes, String caller) throws DimseException {
        String uid = requestedUid.isEmpty() ? Uids.create() : requestedUid;
        if (!Uids.isValid(uid)) {
            throw new DimseException(DimseStatus.INVALID_SOP_INSTANCE, "The SOP Instance UID is no UID");
        }
        if (store.find(uid).isPresent()) {
            throw duplicate();
        }
        rules.checkCreate(attributes);
        List<PerformedStore.Link> links = schedule.of(attributes);
        try {
            store.add(uid, PerformedState.IN_PROGRESS, attributes, caller, links);
        } catch (PerformedStore.ExistsException e) {
            throw duplicate();
        }
        apply(uid, PerformedState.IN_PROGRESS, attributes, links);
        return uid;
    }

    /** N-SET. */
    public void set(String uid, Dataset modifications) throws DimseException {
        PerformedStore.Performed present = store.lock(uid).orElseThrow(PerformedSteps::unknown);
        if (present.state().isFinal()) {
            throw new DimseException(
                    DimseStatus.PROCESSING_FAILURE,
                    "Performed Procedure Step Object may no longer be updated",
                    Dataset.builder().putInt(Tag.ErrorID, NO_LONGER_UPDATED).build());
        }
        Dataset allowed = rules.checkSet(present.attributes(), modifications);
        Dataset merged = present.attributes().toBuilder().putAll(allowed).build();
        PerformedState state = PerformedState.ofTerm(merged.string(Tag.PerformedProcedureStepStatus, ""))
                .orElseThrow();
        if (state.isFinal()) {
            rules.checkFinal(merged, state);
        }
        store.update(uid, state, merged);
        if (state.isFinal()) {
            List<PerformedStore.Link> links = store.links(uid);
            apply(uid, state, merged, links);
            endEvents.accept(ended(uid, state, merged, links));
        }
    }

    /** N-GET: everything that is known of the step. */
    public Dataset get(String uid) throws DimseException {
        return store.find(uid).orElseThrow(PerformedSteps::unknown).attributes();
    }

    private static DimseException duplicate() {
        return new DimseException(DimseStatus.DUPLICATE_SOP_INSTANCE, "The performed procedure step exists already");
    }

    private static DimseException unknown() {
        return new DimseException(DimseStatus.NO_SUCH_SOP_INSTANCE, "There is no such performed procedure step");
    }

    private void apply(String uid, PerformedState state, Dataset attributes, List<PerformedStore.Link> links) {
        String reason = attributes
                .item(Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence)
                .filter(code -> code.string(Tag.CodingSchemeDesignator, "").equals("DCM"))
                .flatMap(code -> code.string(Tag.CodeValue))
                .orElse("");
        links.stream()
                .filter(link -> !link.stepId().isEmpty())
                .sorted(Comparator.comparing(PerformedStore.Link::studyUid).thenComparing(PerformedStore.Link::stepId))
                .forEach(link -> {
                    Transition transition = moved(uid, state, reason, link);
                    tell(transition, uid, link, attributes);
                });
    }

    /**
     * The scheduled step is held before its other performed steps are looked at: of two that end at the same moment, each
     * would else take the other for being in progress. All are held in one order, so that nobody waits for each other.
     */
    private Transition moved(String uid, PerformedState state, String reason, PerformedStore.Link link) {
        Optional<StepStore.Stored> step = steps.lock(link.studyUid(), link.stepId());
        Transition transition = Transition.of(state, reason, store.others(uid, link));
        step.ifPresent(s -> steps.changeState(s.id(), EnumSet.allOf(StepState.class), transition.step()));
        return transition;
    }

    private void tell(Transition transition, String uid, PerformedStore.Link link, Dataset attributes) {
        switch (transition.event()) {
            case "StepStarted" -> stepEvents.accept(new StepStarted(link.stepId(), link.studyUid(), uid));
            case "StepReturned" -> stepEvents.accept(new StepReturned(link.stepId(), link.studyUid(), uid));
            case "StepCompleted" -> stepEvents.accept(new StepCompleted(link.stepId(), link.studyUid(), uid));
            case "StepDiscontinued" ->
                stepEvents.accept(new StepDiscontinued(link.stepId(), link.studyUid(), uid, reasonText(attributes)));
            default -> {
                // The table says that nobody needs to know.
            }
        }
    }

    private static String reasonText(Dataset attributes) {
        return attributes
                .item(Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence)
                .flatMap(code -> code.string(Tag.CodeMeaning))
                .orElse("");
    }

    private static PerformedStepEnded ended(
            String uid, PerformedState state, Dataset attributes, List<PerformedStore.Link> links) {
        Set<String> studies = Stream.concat(
                        links.stream().map(PerformedStore.Link::studyUid),
                        attributes.items(Tag.ScheduledStepAttributesSequence).stream()
                                .map(item -> item.string(Tag.StudyInstanceUID, "")))
                .filter(study -> !study.isEmpty())
                .collect(Collectors.toSet());
        List<String> instances = attributes.items(Tag.PerformedSeriesSequence).stream()
                .flatMap(series -> Stream.concat(
                        series.items(Tag.ReferencedImageSequence).stream(),
                        series.items(Tag.ReferencedNonImageCompositeSOPInstanceSequence).stream()))
                .flatMap(reference -> reference.string(Tag.ReferencedSOPInstanceUID).stream())
                .toList();
        return new PerformedStepEnded(uid, state == PerformedState.COMPLETED, studies, instances);
    }
}
