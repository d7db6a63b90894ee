package org.confluens.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a document is sent again: after 2 s, and each time after twice as long, up to ten minutes, each spread by a fifth so
 * that not everything that failed together comes back together. A receiver that is away is waited for without end, one
 * that refuses is asked a few times, one that can't take the document at all is not asked again.
 */
final class RetryPolicy {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 10;
    private static final int ATTEMPTS_WHEN_REFUSED = 5;
    private static final double SPREAD = 0.2;

    private final RandomGenerator random;

    RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after an attempt that failed; empty gives up. */
    Optional<Duration> pause(SendResult.Kind kind, int attempts) {
        boolean again =
                kind == SendResult.Kind.LATER || kind == SendResult.Kind.REFUSED && attempts < ATTEMPTS_WHEN_REFUSED;
        if (!again) {
            return Optional.empty();
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), DOUBLINGS));
        Duration capped = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        double factor = 1 + SPREAD * (2 * random.nextDouble() - 1);
        return Optional.of(Duration.ofMillis(Math.round(capped.toMillis() * factor)));
    }
}
