package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Uids;

/** Which deliveries the PACS was asked to be responsible for, and what it said. */
@ApplicationScoped
class Commitments {

    /** A PACS that has just got a document may still be busy putting it away. */
    private static final Duration SETTLE_DOWN = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration ANSWER_WITHIN = Duration.ofDays(1);
    private static final int BATCH = 100;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Clock clock;

    protected Commitments() {}

    @Inject
    Commitments(Clock clock) {
        this.clock = clock;
    }

    /** Claims delivered documents for one request; empty when there are none. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<CommitmentRequest> claim(String destination) {
        Instant now = clock.instant();
        @SuppressWarnings("unchecked")
        List<Delivery> delivered = entities.createNativeQuery(
                        "select * from delivery where commitment = 'NONE' and state = 'DELIVERED' and destination = ?"
                                + " and delivered_at <= ? and (commitment_at is null or commitment_at <= ?)"
                                + " order by id limit " + BATCH + " for update skip locked",
                        Delivery.class)
                .setParameter(1, destination)
                .setParameter(2, time(now.minus(SETTLE_DOWN)))
                .setParameter(3, time(now.minus(RETRY)))
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
     * Takes note of what the PACS said.
     *
     * @return whether the transaction is one of ours
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean settle(CommitmentResult result) {
        List<Delivery> asked = ofTransaction(result.transactionUid());
        for (Delivery delivery : asked) {
            if (result.committed().contains(delivery.sopInstanceUid())) {
                delivery.commitment(CommitmentState.COMMITTED, clock.instant());
            } else if (result.failed().contains(delivery.sopInstanceUid())) {
                delivery.commitment(CommitmentState.FAILED, clock.instant());
            }
        }
        return !asked.isEmpty();
    }

    /** Takes back a request that did not get through, or that the PACS does not understand. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void takeBack(CommitmentRequest request, CommitmentState state) {
        ofTransaction(request.transactionUid()).stream()
                .filter(delivery -> delivery.commitment() == CommitmentState.REQUESTED)
                .forEach(delivery -> delivery.commitment(state, clock.instant()));
    }

    /** Gives up on answers that never came. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void expire() {
        Instant now = clock.instant();
        entities.createQuery(
                        "select d from Delivery d where d.commitment = :asked and d.commitmentAt < :long",
                        Delivery.class)
                .setParameter("asked", CommitmentState.REQUESTED)
                .setParameter("long", now.minus(ANSWER_WITHIN))
                .setMaxResults(BATCH)
                .getResultList()
                .forEach(delivery -> delivery.commitment(CommitmentState.FAILED, now));
    }

    private List<Delivery> ofTransaction(String transactionUid) {
        return entities.createQuery("select d from Delivery d where d.commitmentUid = :uid", Delivery.class)
                .setParameter("uid", transactionUid)
                .getResultList();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
