package org.confluens.security;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many sessions an account begins: so many at once, and then one in each interval. Each that is ended has to be known
 * until it would have ended by itself, so that logging in and out without end would fill the database. Only who knows the
 * password gets this far, so that nobody spends another's.
 */
final class SessionPace {

    static final int AT_ONCE = 100;
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Map<String, Long> nextDue = new HashMap<>();

    /** @param nanos the time, as {@link System#nanoTime} */
    SessionPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a session, or tells how long its account has to wait for it. */
    synchronized Optional<Duration> take(String account) {
        long now = nanos.getAsLong();
        long due = nextDue.getOrDefault(account, now);
        long wait = due - now - INTERVAL.toNanos() * (AT_ONCE - 1);
        if (wait > 0) {
            return Optional.of(Duration.ofNanos(wait));
        }
        nextDue.put(account, (due - now > 0 ? due : now) + INTERVAL.toNanos());
        return Optional.empty();
    }
}
