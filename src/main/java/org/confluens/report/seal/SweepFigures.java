package org.confluens.report.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** How far the sweep over all reports is. */
@ApplicationScoped
public class SweepFigures {

    private static final long NEVER = -1;

    private final AtomicLong checked = new AtomicLong();
    private Clock clock;
    private volatile Optional<Instant> ended = Optional.empty();

    protected SweepFigures() {}

    @Inject
    SweepFigures(Clock clock) {
        this.clock = clock;
    }

    /** So many reports more were looked at. */
    public void checked(int reports) {
        checked.addAndGet(reports);
    }

    /** All reports were looked at. */
    public void ended() {
        ended = Optional.of(clock.instant());
    }

    /** When all reports had been looked at last; empty before the first time since the start. */
    Optional<Instant> lastEnd() {
        return ended;
    }

    /** Reports that were looked at since the start, each as often as it was. */
    @Gauge(name = "confluens_seal_sweep_reports", unit = MetricUnits.NONE, absolute = true)
    public long reports() {
        return checked.get();
    }

    /** Seconds since all reports had been looked at last, -1 before. */
    @Gauge(name = "confluens_seal_sweep_age_seconds", unit = MetricUnits.SECONDS, absolute = true)
    public long ageSeconds() {
        return ended.map(at -> Duration.between(at, clock.instant()).toSeconds())
                .orElse(NEVER);
    }
}
