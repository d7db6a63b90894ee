package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.patient.PatientKey;

/** Holds the flags, and is the only one who changes their state: by the table of transitions, with a line of history. */
@ApplicationScoped
class FlagBook {

    /** Who acts when no person does. */
    static final String SYSTEM = "Confluens";

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Clock clock;
    private Event<FlagRaised> raised;
    private Event<FlagResolved> resolved;

    protected FlagBook() {}

    @Inject
    FlagBook(Clock clock, Event<FlagRaised> raised, Event<FlagResolved> resolved) {
        this.clock = clock;
        this.raised = raised;
        this.resolved = resolved;
    }

    @Transactional
    Optional<Flag> flag(long id) {
        return Optional.ofNullable(entities.find(Flag.class, id));
    }

    @Transactional
    List<Flag> of(PatientKey patient) {
        return entities.createQuery(
                        "select f from Flag f where f.patientId = :id and f.patientIssuer = :issuer order by f.id",
                        Flag.class)
                .setParameter("id", patient.id())
                .setParameter("issuer", patient.issuer())
                .getResultList();
    }

    /** The flags of everybody with one of these Patient IDs, with their requests. */
    @Transactional
    List<Flag> ofPatientIds(Collection<String> patientIds) {
        return entities.createQuery(
                        "select f from Flag f left join fetch f.request where f.patientId in :ids order by f.id",
                        Flag.class)
                .setParameter("ids", patientIds)
                .getResultList();
    }

    @Transactional
    List<Flag> of(ConfirmationRequest request) {
        return entities.createQuery("select f from Flag f where f.request = :request order by f.id", Flag.class)
                .setParameter("request", request)
                .getResultList();
    }

    @Transactional
    List<FlagChange> history(Flag flag) {
        return entities.createQuery("select c from FlagChange c where c.flagId = :flag order by c.id", FlagChange.class)
                .setParameter("flag", flag.id())
                .getResultList();
    }

    /** A new flag on a stenosis that only MR or CT venography saw. */
    @Transactional
    Flag raise(PatientKey patient, SegmentConcordance segment, Evidence evidence) {
        Instant now = clock.instant();
        Flag flag = new Flag(patient, segment.segment().id(), segment.rule(), now);
        flag.show(evidence, segment.physiologicalSite());
        entities.persist(flag);
        entities.persist(new FlagChange(
                flag, "raise", FlagState.OPEN, SYSTEM, segment.rule().reason(), now));
        raised.fire(new FlagRaised(flag.id(), patient, flag.segmentId(), flag.studyInstanceUid()));
        return flag;
    }

    /** Resolves a flag, or changes the outcome of one that is resolved. */
    @Transactional
    void resolve(Flag flag, SegmentConcordance segment) {
        if (flag.outcome().equals(Optional.of(segment.outcome()))) {
            return;
        }
        change(flag, FlagEvent.RESOLVE, SYSTEM, segment.rule().reason());
        flag.resolve(segment.rule());
        resolved.fire(new FlagResolved(flag.id(), flag.patient(), flag.segmentId(), segment.outcome()));
    }

    @Transactional
    void dismiss(Flag flag, Dismissal kind, String by, String why) {
        change(flag, kind == Dismissal.PERSON ? FlagEvent.DISMISS : FlagEvent.WITHDRAW, by, why);
        flag.dismiss(kind);
    }

    /** Settles a flag on conflicting examinations by what a person decided about the evidence. */
    @Transactional
    void adjudicate(Flag flag, Outcome decided, String evidenceKey, String by, String comment) {
        change(flag, FlagEvent.ADJUDICATE, by, comment);
        flag.adjudicate(decided, evidenceKey);
        resolved.fire(new FlagResolved(flag.id(), flag.patient(), flag.segmentId(), decided));
    }

    /**
     * Takes an event of the table.
     *
     * @throws IllegalStateException when it can't happen in the flag's state; callers ask {@link #allows} first
     */
    @Transactional
    void change(Flag flag, FlagEvent event, String by, String why) {
        FlagState from = flag.state();
        FlagState to = FlagTransitions.next(from, event)
                .orElseThrow(() -> new IllegalStateException(event + " of a flag that is " + from));
        Instant now = clock.instant();
        flag.enter(to, now);
        if (to.settled()) {
            flag.settle(by, why);
        }
        entities.persist(new FlagChange(flag, event.id(), from, by, why, now));
    }

    boolean allows(Flag flag, FlagEvent event) {
        return FlagTransitions.next(flag.state(), event).isPresent();
    }
}
