package org.confluens.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Slows the guessing of passwords, and locks nobody out. The tries of an address and a name are slow after a few, whether
 * they have met or not: who stands at a workstation that was left guesses no faster than a stranger. Whoever logged in
 * before from an address is not held up by what others try elsewhere, or with other names. Of a pair that has not met yet,
 * the tries are also slow of the address with all names, and of the name from all addresses. The last holds nobody up in his first
 * tries from an address, or many addresses together could keep the right password out. Kept in memory, bounded; a refused
 * try leaves nothing behind.
 */
final class LoginAttempts {

    private static final int MOST_KEPT = 10_000;

    private final LongSupplier nanos;
    private final Pace known = new Pace(20, Duration.ofSeconds(3));
    private final Pace strange = new Pace(20, Duration.ofSeconds(3));
    private final Pace first = new Pace(5, Duration.ofMinutes(10));
    private final Pace addresses = new Pace(60, Duration.ofSeconds(1));
    private final Pace proofs = new Pace(10, Duration.ofSeconds(10));
    private final Pace names = new Pace(100, Duration.ofSeconds(1));
    private final Map<Pair, Boolean> met = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Pair(String address, String name) {}

    /** @param nanos a clock that never goes back, such as {@link System#nanoTime} */
    LoginAttempts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes a try; if it comes too soon, how long to wait. */
    synchronized Optional<Duration> take(String address, String name) {
        Pair pair = new Pair(address, name);
        if (met.containsKey(pair)) {
            return known.take(pair);
        }
        boolean early = first.waiting(pair).isEmpty();
        Optional<Duration> wait = addresses
                .waiting(address)
                .or(() -> strange.waiting(pair))
                .or(() -> early ? Optional.empty() : names.waiting(name));
        if (wait.isEmpty()) {
            addresses.take(address);
            strange.take(pair);
            if (early) {
                first.take(pair);
            } else {
                names.take(name);
            }
        }
        return wait;
    }

    /**
     * Takes a try to prove once more who is logged in; if it comes too soon, how long to wait. Only who holds the session
     * can try, such as at a workstation that was left, so that it is slow and locks out nobody else.
     */
    synchronized Optional<Duration> takeProof(String account) {
        return proofs.take(account);
    }

    /** The last proof was right: those before do not count. */
    synchronized void proved(String account) {
        proofs.forget(account);
    }

    /** Whether that name was let in from that address before. */
    synchronized boolean haveMet(String address, String name) {
        return met.containsKey(new Pair(address, name));
    }

    /** The password of the last try was right: it does not count. */
    synchronized void succeeded(String address, String name) {
        Pair pair = new Pair(address, name);
        known.forget(pair);
        strange.forget(pair);
        first.forget(pair);
        if (met.put(pair, true) == null) {
            addresses.giveBack(address);
        }
    }

    /** So many tries at once, and then one in each interval (ITU-T I.371, the generic cell rate algorithm). */
    private final class Pace {

        private final long interval;
        private final long tolerance;
        private final Map<Object, Long> nextDue = new LinkedHashMap<>();

        Pace(int atOnce, Duration interval) {
            this.interval = interval.toNanos();
            this.tolerance = this.interval * (atOnce - 1);
        }

        Optional<Duration> take(Object key) {
            Optional<Duration> wait = waiting(key);
            if (wait.isEmpty()) {
                nextDue.put(key, Math.max(due(key), nanos.getAsLong()) + interval);
            }
            return wait;
        }

        Optional<Duration> waiting(Object key) {
            long wait = due(key) - nanos.getAsLong() - tolerance;
            if (wait > 0) {
                return Optional.of(Duration.ofNanos(wait));
            }
            if (nextDue.size() >= MOST_KEPT && !nextDue.containsKey(key)) {
                nextDue.values().removeIf(due -> due <= nanos.getAsLong());
                return nextDue.size() < MOST_KEPT ? Optional.empty() : Optional.of(Duration.ofNanos(interval));
            }
            return Optional.empty();
        }

        void giveBack(Object key) {
            nextDue.computeIfPresent(key, (same, due) -> due - interval);
        }

        void forget(Object key) {
            nextDue.remove(key);
        }

        private long due(Object key) {
            return nextDue.getOrDefault(key, nanos.getAsLong());
        }
    }
}
