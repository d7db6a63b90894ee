package org.confluens.destination;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a try that failed: 2 s, and each time twice as long, up to a longest pause, each spread by a fifth so
 * that not everything that failed together comes back together.
 */
public final class RetryPolicy {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int DOUBLINGS = 10;
    private static final double SPREAD = 0.2;

    private final RandomGenerator random;
    private final Duration longest;

    public RetryPolicy(RandomGenerator random, Duration longest) {
        this.random = random;
        this.longest = longest;
    }

    /** How long to wait after the given number of tries, at least one, that failed in a row. */
    public Duration pause(int attempts) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), DOUBLINGS));
        Duration capped = pause.compareTo(longest) > 0 ? longest : pause;
        double factor = 1 + SPREAD * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(capped.toMillis() * factor));
    }
}
