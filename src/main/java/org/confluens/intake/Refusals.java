package org.confluens.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was refused since the writer last took it. Bounded, because a broken sender can be refused a thousand times a
 * second; what does not fit is counted.
 */
final class Refusals {

    private static final int CAPACITY = 1000;

    private final BlockingQueue<Refusal> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong notKept = new AtomicLong();

    void add(Refusal refusal) {
        if (!waiting.offer(refusal)) {
            notKept.incrementAndGet();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<Refusal> take() {
        List<Refusal> taken = new ArrayList<>();
        waiting.drainTo(taken);
        return taken;
    }

    /** How many refusals were not kept one by one since the start. */
    long notKept() {
        return notKept.get();
    }
}
