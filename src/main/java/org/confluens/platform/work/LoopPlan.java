package org.confluens.platform.work;

import java.time.Duration;
import java.util.Objects;

/**
 * What a background loop is to be.
 *
 * @param name a short stable name in lower case with hyphens, as metrics and {@code /health} show it
 * @param pause how long it rests between two rounds
 * @param allotted how long a round may take without progress before it is told as late
 * @param essential whether the service is not ready while this loop is late
 */
public record LoopPlan(String name, Duration pause, Duration allotted, boolean essential) {

    public LoopPlan {
        Objects.requireNonNull(name);
        Objects.requireNonNull(pause);
        Objects.requireNonNull(allotted);
    }

    /** A loop whose lateness is told and leaves the service ready. */
    public static LoopPlan of(String name, Duration pause, Duration allotted) {
        return new LoopPlan(name, pause, allotted, false);
    }

    /** A loop without which the service is not ready: it brings in what was acknowledged. */
    public static LoopPlan essential(String name, Duration pause, Duration allotted) {
        return new LoopPlan(name, pause, allotted, true);
    }
}
