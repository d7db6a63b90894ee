package org.confluens.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets few password hashes be computed at a time, each of which costs a core a good part of a second on purpose. A few
 * callers wait their turn, in the order in which they came and not more than a few from one origin; the rest is told to
 * come again.
 */
final class HashGate {

    private static final int MOST_WAITING = 16;
    private static final int MOST_OF_ONE_ORIGIN = 3;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Semaphore turns;
    private final int mostInside;
    private final Map<String, Integer> inside = new HashMap<>();
    private int count;

    /** A gate for this machine, which keeps one core free for everything else. */
    static HashGate ofThisMachine() {
        return new HashGate(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    /** @param most hashes at a time */
    HashGate(int most) {
        this.turns = new Semaphore(most, true);
        this.mostInside = most + MOST_WAITING;
    }

    /** What the work came to, empty if there was no turn for it. */
    <T> Optional<T> pass(String origin, Supplier<T> work) {
        if (!enter(origin)) {
            return Optional.empty();
        }
        try {
            if (!turns.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            leave(origin);
        }
    }

    private synchronized boolean enter(String origin) {
        if (count >= mostInside || inside.getOrDefault(origin, 0) >= MOST_OF_ONE_ORIGIN) {
            return false;
        }
        inside.merge(origin, 1, Integer::sum);
        count++;
        return true;
    }

    private synchronized void leave(String origin) {
        inside.computeIfPresent(origin, (key, before) -> before == 1 ? null : before - 1);
        count--;
    }
}
