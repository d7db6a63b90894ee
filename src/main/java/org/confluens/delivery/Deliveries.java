package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The rows of the outbox: who sends which, and what came of it. No transaction is open while something is being sent. */
@ApplicationScoped
class Deliveries {

    /** Longer than a sender waits for an answer; after that the node that had claimed a row is taken for dead. */
    private static final Duration CLAIM = Duration.ofSeconds(90);

    /** Longer than anything is ever put off; what is due later than that was put off before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(15);

    private static final int BATCH = 20;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private final RetryPolicy retries =
            new RetryPolicy(() -> ThreadLocalRandom.current().nextLong());
    private DocumentContent contents;
    private Clock clock;
    private Event<Delivered> delivered;
    private Event<DeliveryFailed> failed;
    private Event<Enqueued> enqueued;

    protected Deliveries() {}

    @Inject
    Deliveries(
            DocumentContent contents,
            Clock clock,
            Event<Delivered> delivered,
            Event<DeliveryFailed> failed,
            Event<Enqueued> enqueued) {
        this.contents = contents;
        this.clock = clock;
        this.delivered = delivered;
        this.failed = failed;
        this.enqueued = enqueued;
    }

    /** Claims what is due, the oldest first. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Parcel> claim(String destination) {
        Instant now = clock.instant();
        @SuppressWarnings("unchecked")
        List<Delivery> due = entities.createNativeQuery(
                        "select * from delivery where state in ('WAITING', 'SENDING')"
                                + " and (next_attempt_at <= ? or next_attempt_at > ?)"
                                + " order by id limit " + BATCH + " for update skip locked",
                        Delivery.class)
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, now.plus(FARTHEST).atOffset(ZoneOffset.UTC))
                .getResultList();
        due.forEach(delivery -> delivery.sending(destination, now.plus(CLAIM)));
        return due.stream().map(this::parcel).toList();
    }

    /**
     * Makes due at once what is claimed. For a start on the embedded database, where nobody else can be sending: what a
     * killed process had claimed would wait until the claim runs out.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void freeClaims() {
        entities.createQuery("update Delivery d set d.nextAttemptAt = :now, d.version = d.version + 1"
                        + " where d.state = :sending")
                .setParameter("now", clock.instant())
                .setParameter("sending", DeliveryState.SENDING)
                .executeUpdate();
    }

    private Parcel parcel(Delivery delivery) {
        return new Parcel(
                delivery.id(),
                delivery.sopClassUid(),
                delivery.sopInstanceUid(),
                delivery.studyInstanceUid(),
                contents.read(delivery.id()));
    }

    /** Remembers what came of sending a document. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void settle(long deliveryId, SendResult result) {
        Delivery delivery = entities.find(Delivery.class, deliveryId);
        Instant now = clock.instant();
        if (result.kind() == SendResult.Kind.DELIVERED) {
            delivery.delivered(now, result);
            delivered.fire(new Delivered(delivery.reference(), delivery.sopInstanceUid(), delivery.destination(), now));
            return;
        }
        delivery.failed(
                result, retries.pause(result.kind(), delivery.attempts()).map(now::plus));
        if (delivery.state() == DeliveryState.FAILED) {
            failed.fire(new DeliveryFailed(
                    delivery.reference(), delivery.sopInstanceUid(), delivery.destination(), result.comment()));
        }
    }

    /** Sends a document again, whatever became of it; empty when there is no such delivery. */
    @Transactional
    Optional<Delivery> resend(long deliveryId) {
        Optional<Delivery> delivery = Optional.ofNullable(entities.find(Delivery.class, deliveryId));
        delivery.ifPresent(known -> {
            known.resend(clock.instant());
            enqueued.fire(new Enqueued());
        });
        return delivery;
    }

    /** The newest deliveries, of one state and of one state of their storage commitment if asked for. */
    @Transactional
    List<Delivery> newest(Optional<DeliveryState> state, Optional<CommitmentState> commitment, int limit) {
        return entities.createQuery(
                        "select d from Delivery d where d.state in :states and d.commitment in :commitments"
                                + " order by d.id desc",
                        Delivery.class)
                .setParameter("states", state.map(List::of).orElse(List.of(DeliveryState.values())))
                .setParameter("commitments", commitment.map(List::of).orElse(List.of(CommitmentState.values())))
                .setMaxResults(limit)
                .getResultList();
    }
}
