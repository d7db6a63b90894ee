package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.intake.Studies;
import org.confluens.patient.PatientKey;
import org.confluens.worklist.ScheduledSteps;

/** Holds the confirmation requests, and keeps them in step with their flags. */
@ApplicationScoped
class RequestBook {

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private FlagBook flags;
    private ScheduledSteps steps;
    private Studies studies;
    private Clock clock;

    protected RequestBook() {}

    @Inject
    RequestBook(FlagBook flags, ScheduledSteps steps, Studies studies, Clock clock) {
        this.flags = flags;
        this.steps = steps;
        this.studies = studies;
        this.clock = clock;
    }

    /** Puts open flags of a patient on the request that waits for approval, or on a new one. */
    @Transactional
    Optional<ConfirmationRequest> propose(PatientKey patient, List<Flag> open) {
        return propose(patient, open, FlagBook.SYSTEM);
    }

    /** The same because a person asks for it. */
    @Transactional
    Optional<ConfirmationRequest> propose(PatientKey patient, List<Flag> open, String by) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        ConfirmationRequest request = proposedOf(patient);
        open.forEach(flag -> {
            flag.attach(request);
            flags.change(flag, FlagEvent.PROPOSE, by, "Listed by confirmation request " + request.id());
        });
        return Optional.of(request);
    }

    private ConfirmationRequest make(PatientKey patient) {
        ConfirmationRequest request = new ConfirmationRequest(patient, clock.instant());
        entities.persist(request);
        return request;
    }

    @Transactional
    List<ConfirmationRequest> ofPatient(PatientKey patient) {
        return entities.createQuery(
                        "select r from ConfirmationRequest r where r.patientId = :id and r.patientIssuer = :issuer"
                                + " order by r.id",
                        ConfirmationRequest.class)
                .setParameter("id", patient.id())
                .setParameter("issuer", patient.issuer())
                .getResultList();
    }

    @Transactional
    Optional<ConfirmationRequest> ofStep(String stepId) {
        return entities.createQuery(
                        "select r from ConfirmationRequest r where r.stepId = :step order by r.id desc",
                        ConfirmationRequest.class)
                .setParameter("step", stepId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The studies made for a request: the one that was scheduled, and those that carry its accession number. */
    @Transactional
    Set<String> linkedStudies(ConfirmationRequest request) {
        Set<String> linked = new HashSet<>();
        request.studyInstanceUid().ifPresent(linked::add);
        request.accessionNumber().ifPresent(number -> linked.addAll(studies.studiesWithAccessionNumber(number)));
        return linked;
    }

    /** Ends a request that nobody needs any more, and takes its step off the worklist unless it was begun. */
    @Transactional
    void endIfSettled(ConfirmationRequest request) {
        boolean live =
                request.state() == RequestState.PROPOSED || request.state().isOnWorklist();
        if (!live || flags.of(request).stream().anyMatch(flag -> !flag.state().settled())) {
            return;
        }
        boolean takenBack = request.state() == RequestState.PROPOSED
                || request.state() == RequestState.SCHEDULED
                        && request.stepId().filter(steps::cancel).isPresent();
        request.end(
                takenBack ? RequestState.CANCELED : RequestState.ENDED, "All its flags are settled.", clock.instant());
    }

    /**
     * Takes the step of a flag's request off the worklist; all flags of the request wait for approval again.
     *
     * @return false when the step can't be taken back, because the modality has begun it
     */
    @Transactional
    boolean takeBack(Flag flag, String by) {
        ConfirmationRequest request = flag.request().orElseThrow();
        String stepId = request.stepId().orElseThrow();
        boolean gone = steps.step(stepId).filter(step -> !step.state().ended()).isEmpty();
        if (!gone && !steps.cancel(stepId)) {
            return false;
        }
        String why = "Taken off the worklist by " + by;
        List<Flag> waiting = flags.of(request);
        request.end(RequestState.CANCELED, why, clock.instant());
        release(request, waiting, why);
        return true;
    }

    /** Gives the flags of a request back to be proposed again, because its study will not answer them. */
    @Transactional
    void release(ConfirmationRequest request, List<Flag> unanswered, String why) {
        for (Flag flag : unanswered) {
            if (flags.allows(flag, FlagEvent.RELEASE)) {
                flags.change(flag, FlagEvent.RELEASE, FlagBook.SYSTEM, why);
                flag.detach();
            }
        }
        List<Flag> released =
                unanswered.stream().filter(flag -> flag.request().isEmpty()).toList();
        if (!released.isEmpty()) {
            ConfirmationRequest next = proposedOf(request.patient());
            released.forEach(flag -> flag.attach(next));
        }
        endIfSettled(request);
    }

    /** Takes a flag off the request that waits for approval, because a person is to decide first. */
    @Transactional
    void hold(Flag flag, String why) {
        if (flags.allows(flag, FlagEvent.HOLD)) {
            Optional<ConfirmationRequest> request = flag.request();
            flags.change(flag, FlagEvent.HOLD, FlagBook.SYSTEM, why);
            flag.detach();
            request.ifPresent(this::endIfSettled);
        }
    }

    /** One request a patient waits for approval: what is proposed twice, as after a merge, is put together. */
    @Transactional
    void combine(PatientKey patient) {
        List<ConfirmationRequest> proposed = ofPatient(patient).stream()
                .filter(request -> request.state() == RequestState.PROPOSED)
                .toList();
        proposed.stream().skip(1).forEach(request -> {
            flags.of(request).forEach(flag -> flag.attach(proposed.get(0)));
            request.end(RequestState.CANCELED, "Put together with another request of the patient.", clock.instant());
        });
    }

    private ConfirmationRequest proposedOf(PatientKey patient) {
        return ofPatient(patient).stream()
                .filter(request -> request.state() == RequestState.PROPOSED)
                .findFirst()
                .orElseGet(() -> make(patient));
    }
}
