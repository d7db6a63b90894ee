package org.confluens.delivery.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** Knows how the outbox stands, from the last look at it, so that whoever asks waits for no database. */
@ApplicationScoped
public class DeliveryWatch {

    private Deliveries deliveries;
    private Clock clock;
    private volatile DeliveryFigures last;

    protected DeliveryWatch() {}

    @Inject
    DeliveryWatch(Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
        this.last = new DeliveryFigures(0, 0, 0, Optional.empty(), Instant.EPOCH);
    }

    /** Looks at the outbox. */
    public void look() {
        last = deliveries.figures();
    }

    public DeliveryFigures last() {
        return last;
    }

    /** Seconds since the oldest document that waits was left in the outbox; 0 when none waits. */
    @Gauge(name = "confluens_deliveries_oldest_waiting_seconds", unit = MetricUnits.SECONDS, absolute = true)
    public long oldestWaitingSeconds() {
        return last.oldestWaiting()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toSeconds()))
                .orElse(0L);
    }

    /** Documents that are to be sent, or are being sent. */
    @Gauge(name = "confluens_deliveries_waiting", unit = MetricUnits.NONE, absolute = true)
    public long waiting() {
        return last.waiting();
    }

    /** Documents that were refused for good or given up. */
    @Gauge(name = "confluens_deliveries_failed", unit = MetricUnits.NONE, absolute = true)
    public long failed() {
        return last.failed();
    }

    /** Documents that the destination took and does not confirm to keep. */
    @Gauge(name = "confluens_deliveries_not_confirmed", unit = MetricUnits.NONE, absolute = true)
    public long notConfirmed() {
        return last.notConfirmed();
    }
}
