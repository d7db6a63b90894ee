package org.confluens.delivery.outbox;

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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.confluens.config.Settings;
import org.confluens.destination.Breaker;
import org.confluens.destination.Meaning;
import org.confluens.destination.RetryPolicy;

/** The rows of the outbox: who sends which, and what came of it. No transaction is open while something is being sent. */
@ApplicationScoped
public class Deliveries {

    /** After that the node that had claimed a row is taken for dead. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    /** Longer than anything is ever put off; what is due later than that was put off before the clock was set back. */
    private static final Duration FARTHEST = Duration.ofMinutes(15);

    private static final int BATCH = 20;

    /** A document whose destination works, but refuses it, is tried so often at least. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Of one line only the first that is neither settled nor given up, whoever may be sending it. */
    private static final String FIRST_OF_LINE = " and not exists (select 1 from delivery e where e.line = d.line"
            + " and e.place < d.place and e.state in ('WAITING', 'SENDING'))";

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private final RetryPolicy retries =
            new RetryPolicy(() -> ThreadLocalRandom.current().nextLong(), LONGEST_PAUSE);
    private Settings settings;
    private DocumentContent contents;
    private Clock clock;
    private Event<Delivered> delivered;
    private Event<DeliveryFailed> failed;
    private Event<Enqueued> enqueued;

    protected Deliveries() {}

    @Inject
    Deliveries(
            Settings settings,
            DocumentContent contents,
            Clock clock,
            Event<Delivered> delivered,
            Event<DeliveryFailed> failed,
            Event<Enqueued> enqueued) {
        this.settings = settings;
        this.contents = contents;
        this.clock = clock;
        this.delivered = delivered;
        this.failed = failed;
        this.enqueued = enqueued;
    }

    /** Claims what is due, the oldest first, and of one line only the first. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Parcel> claim(String destination) {
        return claimed(
                destination,
                "d.state in ('WAITING', 'SENDING') and (d.next_attempt_at <= ? or d.next_attempt_at > ?)"
                        + FIRST_OF_LINE + " order by d.id limit " + BATCH);
    }

    /** Claims one document to probe a destination with, due or not, and each time another one if there are others. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Parcel> claimProbe(String destination) {
        return claimed(
                destination,
                "(d.state = 'WAITING' or d.state = 'SENDING' and (d.next_attempt_at <= ? or d.next_attempt_at > ?))"
                        + FIRST_OF_LINE + " order by d.next_attempt_at, d.id limit 1");
    }

    private List<Parcel> claimed(String destination, String which) {
        Instant now = clock.instant();
        @SuppressWarnings("unchecked")
        List<Delivery> due = entities.createNativeQuery(
                        "select d.* from delivery d where " + which + " for update skip locked", Delivery.class)
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, now.plus(FARTHEST).atOffset(ZoneOffset.UTC))
                .getResultList();
        due.forEach(delivery -> delivery.sending(destination, now.plus(CLAIM)));
        return due.stream()
                .map(delivery -> parcel(delivery, now.plus(CLAIM).minus(Parcel.SENT_WITHIN)))
                .toList();
    }

    /**
     * Whether a document is still ours to send: a node that stood still for longer than its claim finds it taken over. Asked
     * right before it is sent, since a version that came after another one would be taken for the newer of the two.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean isStillOurs(Parcel parcel) {
        Delivery delivery = entities.find(Delivery.class, parcel.deliveryId());
        return delivery.isInTry(parcel.attempt());
    }

    /** Gives back what was claimed and not begun; it counts no attempt. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void notBegun(List<Parcel> parcels) {
        for (Parcel parcel : parcels) {
            Delivery delivery = entities.find(Delivery.class, parcel.deliveryId(), LockModeType.PESSIMISTIC_WRITE);
            if (delivery.isInTry(parcel.attempt())) {
                delivery.notBegun(clock.instant());
            }
        }
    }

    /** Makes due what waits, because the destination works again. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void allDue() {
        entities.createQuery("update Delivery d set d.nextAttemptAt = :now, d.version = d.version + 1"
                        + " where d.state = :waiting")
                .setParameter("now", clock.instant())
                .setParameter("waiting", DeliveryState.WAITING)
                .executeUpdate();
    }

    /**
     * Makes due at once what is claimed. For a start on the embedded database, where nobody else can be sending: what a
     * killed process had claimed would wait until the claim runs out.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void freeClaims() {
        entities.createQuery("update Delivery d set d.nextAttemptAt = :now, d.version = d.version + 1"
                        + " where d.state = :sending")
                .setParameter("now", clock.instant())
                .setParameter("sending", DeliveryState.SENDING)
                .executeUpdate();
    }

    private Parcel parcel(Delivery delivery, Instant beginUntil) {
        return new Parcel(
                delivery.id(),
                delivery.attempts(),
                beginUntil,
                delivery.sopClassUid(),
                delivery.sopInstanceUid(),
                delivery.studyInstanceUid(),
                contents.read(delivery.id()));
    }

    /**
     * Remembers what came of sending a document. What another node has taken over meanwhile is left to it, unless the
     * destination has the document.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void settle(Parcel parcel, SendResult result) {
        Delivery delivery = entities.find(Delivery.class, parcel.deliveryId(), LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        if (result.meaning() == Meaning.DELIVERED) {
            delivery.delivered(now, result);
            delivered.fire(new Delivered(delivery.reference(), delivery.sopInstanceUid(), delivery.destination(), now));
        } else if (delivery.isInTry(parcel.attempt())) {
            refused(delivery, result, now);
        }
    }

    private void refused(Delivery delivery, SendResult result, Instant now) {
        boolean forGood = result.meaning() == Meaning.PERMANENT || result.meaning() == Meaning.NOT_OFFERED;
        Duration refused = Duration.between(delivery.refusedSince(result, now), now);
        boolean longEnough = refused.compareTo(settings.duration("confluens.delivery.give-up-after")) >= 0;
        if (forGood || result.meaning() != Meaning.AWAY && longEnough) {
            delivery.failed(result);
            failed.fire(new DeliveryFailed(
                    delivery.reference(), delivery.sopInstanceUid(), delivery.destination(), result.comment()));
        } else {
            Duration pause = longer(retries.pause(delivery.attempts()), Breaker.bounded(result.retryAfter()));
            delivery.putOff(result, now.plus(pause));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Sends again all that failed; how many they are. */
    @Transactional
    public int resendFailed() {
        List<Delivery> all = entities.createQuery(
                        "select d from Delivery d where d.state = :failed order by d.id", Delivery.class)
                .setParameter("failed", DeliveryState.FAILED)
                .getResultList();
        all.forEach(delivery -> delivery.resend(clock.instant()));
        enqueued.fire(new Enqueued());
        return all.size();
    }

    /** Sends a document again, unless it is being sent right now; empty when there is no such delivery. */
    @Transactional
    public Optional<Delivery> resend(long deliveryId) {
        Optional<Delivery> delivery = Optional.ofNullable(entities.find(Delivery.class, deliveryId));
        delivery.ifPresent(known -> {
            known.resend(clock.instant());
            enqueued.fire(new Enqueued());
        });
        return delivery;
    }

    /** The newest deliveries, of one state and of one state of their storage commitment if asked for. */
    @Transactional
    public List<Delivery> newest(Optional<DeliveryState> state, Optional<CommitmentState> commitment, int limit) {
        return entities.createQuery(
                        "select d from Delivery d where d.state in :states and d.commitment in :commitments"
                                + " order by d.id desc",
                        Delivery.class)
                .setParameter("states", state.map(List::of).orElse(List.of(DeliveryState.values())))
                .setParameter("commitments", commitment.map(List::of).orElse(List.of(CommitmentState.values())))
                .setMaxResults(limit)
                .getResultList();
    }

    /** How the outbox stands. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    DeliveryFigures figures() {
        Object[] waiting = (Object[])
                entities.createQuery("select count(d), min(d.createdAt) from Delivery d where d.state in :states")
                        .setParameter("states", List.of(DeliveryState.WAITING, DeliveryState.SENDING))
                        .getSingleResult();
        long failed = entities.createQuery("select count(d) from Delivery d where d.state = :failed", Long.class)
                .setParameter("failed", DeliveryState.FAILED)
                .getSingleResult();
        long notConfirmed = entities.createQuery(
                        "select count(d) from Delivery d where d.commitment = :failed and d.state = :delivered",
                        Long.class)
                .setParameter("failed", CommitmentState.FAILED)
                .setParameter("delivered", DeliveryState.DELIVERED)
                .getSingleResult();
        return new DeliveryFigures(
                (Long) waiting[0], failed, notConfirmed, Optional.ofNullable((Instant) waiting[1]), clock.instant());
    }
}
