package org.confluens.delivery.commitment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.delivery.outbox.DeliveryState;

/** Which destinations do not do storage commitment: none of them is asked again until a person says so. */
@ApplicationScoped
public class CommitmentRefusals {

    private static final int PROBLEM_LENGTH = 1000;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private Clock clock;

    protected CommitmentRefusals() {}

    @Inject
    CommitmentRefusals(Clock clock) {
        this.clock = clock;
    }

    /** That a destination does not do it, since when, and what it said. */
    public record Refusal(Instant refusedAt, String problem) {}

    /** What a destination said; empty when it is to be asked. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<Refusal> of(String destination) {
        List<?> rows = entities.createNativeQuery(
                        "select refused_at, problem from commitment_refusal where destination = ?")
                .setParameter(1, destination)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Refusal(instant(row[0]), String.valueOf(row[1])))
                .findFirst();
    }

    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime offset ? offset.toInstant() : ((java.sql.Timestamp) time).toInstant();
    }

    /** Remembers what a destination said; of two nodes that were told at once, the first. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void note(String destination, String problem) {
        entities.createNativeQuery("insert into commitment_refusal (destination, refused_at, problem)"
                        + " select ?, ?, ? where not exists (select 1 from commitment_refusal where destination = ?)")
                .setParameter(1, destination)
                .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(3, problem.substring(0, Math.min(problem.length(), PROBLEM_LENGTH)))
                .setParameter(4, destination)
                .executeUpdate();
    }

    /** Has a destination asked again, for everything that it took and was not asked for. */
    @Transactional
    public void forget(String destination) {
        entities.createNativeQuery("delete from commitment_refusal where destination = ?")
                .setParameter(1, destination)
                .executeUpdate();
        entities.createQuery("update Delivery d set d.commitment = :none, d.nextAttemptAt = :now,"
                        + " d.version = d.version + 1 where d.commitment = :refused and d.destination = :destination"
                        + " and d.state = :delivered")
                .setParameter("none", CommitmentState.NONE)
                .setParameter("now", clock.instant())
                .setParameter("refused", CommitmentState.NOT_OFFERED)
                .setParameter("destination", destination)
                .setParameter("delivered", DeliveryState.DELIVERED)
                .executeUpdate();
    }
}
