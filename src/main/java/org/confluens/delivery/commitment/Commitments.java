package org.confluens.delivery.commitment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryFailed;
import org.confluens.dicom.data.Uids;

/** Which deliveries the PACS was asked to be responsible for, what it said, and what follows where it does not have them. */
@ApplicationScoped
class Commitments {

    /** A PACS that has just got a document may still be busy putting it away. */
    private static final Duration SETTLE_DOWN = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofMinutes(1);

    /** Longer than any question is ever put off; what is due later was put off before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(15);

    private static final Duration ANSWER_WITHIN = Duration.ofDays(1);
    private static final int BATCH = 100;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Clock clock;
    private Event<DeliveryFailed> failed;

    protected Commitments() {}

    @Inject
    Commitments(Clock clock, Event<DeliveryFailed> failed) {
        this.clock = clock;
        this.failed = failed;
    }

    /** Claims delivered documents for one request; empty when there are none. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<CommitmentRequest> claim(String destination) {
        Instant now = clock.instant();
        @SuppressWarnings("unchecked")
        List<Delivery> delivered = entities.createNativeQuery(
                        "select * from delivery where commitment = 'NONE' and state = 'DELIVERED' and destination = ?"
                                + " and delivered_at <= ? and (next_attempt_at <= ? or next_attempt_at > ?)"
                                + " order by id limit " + BATCH + " for update skip locked",
                        Delivery.class)
                .setParameter(1, destination)
                .setParameter(2, time(now.minus(SETTLE_DOWN)))
                .setParameter(3, time(now))
                .setParameter(4, time(now.plus(FARTHEST)))
                .getResultList();
        if (delivered.isEmpty()) {
            return Optional.empty();
        }
        String transactionUid = Uids.create();
        delivered.forEach(delivery -> delivery.commitmentRequested(transactionUid, now));
        return Optional.of(new CommitmentRequest(
                transactionUid,
                delivered.stream()
                        .map(d -> new CommitmentRequest.Reference(d.sopClassUid(), d.sopInstanceUid()))
                        .toList()));
    }

    /**
     * Takes note of what the PACS said. A report that comes twice, or after the document was sent again, fails nothing twice.
     *
     * @return whether the transaction is one of ours
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean settle(CommitmentResult result) {
        List<Delivery> asked = ofTransaction(result.transactionUid());
        for (Delivery delivery : asked) {
            Optional<CommitmentFailure> failure = result.failure(delivery.sopInstanceUid());
            if (failure.isPresent()) {
                fail(delivery, failure.get());
            } else if (result.committed().contains(delivery.sopInstanceUid())) {
                delivery.committed(clock.instant());
            }
        }
        return !asked.isEmpty();
    }

    private void fail(Delivery delivery, CommitmentFailure failure) {
        if (delivery.commitment() != CommitmentState.REQUESTED) {
            return;
        }
        Instant now = clock.instant();
        Optional<Instant> again =
                failure.pause(delivery.commitmentFailures() + 1).map(now::plus);
        if (again.isEmpty()) {
            delivery.notCommitted(failure.problem(), now);
            failed.fire(new DeliveryFailed(
                    delivery.reference(), delivery.sopInstanceUid(), delivery.destination(), failure.problem()));
        } else if (failure.remedy() == CommitmentFailure.Remedy.SEND_AGAIN) {
            delivery.sendAgain(failure.problem(), now, again.get());
        } else {
            delivery.askAgain(failure.problem(), now, again.get());
        }
    }

    /** Takes back a request that did not get through, or that the PACS does not understand. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void takeBack(CommitmentRequest request, CommitmentState state) {
        Instant now = clock.instant();
        ofTransaction(request.transactionUid()).stream()
                .filter(delivery -> delivery.commitment() == CommitmentState.REQUESTED)
                .forEach(delivery -> delivery.notAsked(state, now, now.plus(RETRY)));
    }

    /** Asks again, or gives up, where an answer never came. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void expire() {
        entities.createQuery(
                        "select d from Delivery d where d.commitment = :asked and d.commitmentAt < :long",
                        Delivery.class)
                .setParameter("asked", CommitmentState.REQUESTED)
                .setParameter("long", clock.instant().minus(ANSWER_WITHIN))
                .setMaxResults(BATCH)
                .getResultList()
                .forEach(delivery -> fail(delivery, CommitmentFailure.noAnswer()));
    }

    private List<Delivery> ofTransaction(String transactionUid) {
        return entities.createQuery("select d from Delivery d where d.commitmentUid = :uid", Delivery.class)
                .setParameter("uid", transactionUid)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
