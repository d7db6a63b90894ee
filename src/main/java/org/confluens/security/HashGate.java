package org.confluens.security;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.confluens.web.Places;

/**
 * Lets few password hashes be computed at a time, each of which costs a core a good part of a second on purpose. A few
 * callers wait their turn, in the order in which they came and not more than a few from one origin; the rest is told to
 * come again. Strangers have a waiting room of their own, and no more of them than can be worked on at a time stand before
 * somebody who is known: guessing from many addresses keeps nobody who is at work from signing.
 */
final class HashGate {

    private static final int MOST_WAITING = 16;
    private static final int MOST_OF_ONE_ORIGIN = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Whether whoever asks was let in before. */
    enum Standing {
        KNOWN,
        STRANGE
    }

    private final Semaphore turns;
    private final Semaphore turnsOfStrangers;
    private final Places known;
    private final Places strangers;

    /** A gate for this machine, which keeps one core free for everything else. */
    static HashGate ofThisMachine() {
        return new HashGate(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    /** @param most hashes at a time */
    HashGate(int most) {
        this.turns = new Semaphore(most, true);
        this.turnsOfStrangers = new Semaphore(most, true);
        this.known = new Places(most + MOST_WAITING, MOST_OF_ONE_ORIGIN);
        this.strangers = new Places(most + MOST_WAITING, MOST_OF_ONE_ORIGIN);
    }

    /** What the work came to, empty if there was no turn for it. */
    <T> Optional<T> pass(Standing standing, String origin, Supplier<T> work) {
        Places room = standing == Standing.KNOWN ? known : strangers;
        if (room.take(origin) != Places.Entry.FREE) {
            return Optional.empty();
        }
        try {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            return standing == Standing.KNOWN
                    ? within(turns, deadline, () -> Optional.of(work.get()))
                    : within(turnsOfStrangers, deadline, () -> within(turns, deadline, () -> Optional.of(work.get())));
        } finally {
            room.giveBack(origin);
        }
    }

    /** How many wait for the next turn, strangers that wait for each other not included. */
    int waiting() {
        return turns.getQueueLength();
    }

    private static <T> Optional<T> within(Semaphore turns, long deadline, Supplier<Optional<T>> work) {
        try {
            if (!turns.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
