package org.confluens.platform.work;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.confluens.platform.log.Failure;
import org.confluens.platform.log.Log;

/**
 * A background loop on a thread of its own. A round that fails comes again, after a second at least; a failure that lasts is
 * logged once, and once when it is over. Errors are failures too.
 */
public final class WorkLoop {

    private static final Log LOG = Log.of(WorkLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final LoopPlan plan;
    private final ThreadFactory threads;
    private final Round round;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake;
    private Thread thread;
    private volatile boolean stopping;
    private volatile long progressAt = System.nanoTime();
    private volatile long goodRoundAt = progressAt;
    private volatile boolean inRound;
    private volatile String failure = "";
    private volatile long failuresInARow;
    private volatile long rounds;
    private volatile long failures;
    private volatile long restarts;
    private boolean toldLate;

    WorkLoop(LoopPlan plan, ThreadFactory threads, Round round) {
        this.plan = plan;
        this.threads = threads;
        this.round = round;
    }

    /** Ends the pause at hand, or the next one if a round is going on, so that what was just added is not waited for. */
    public void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it rests between two rounds. */
    public boolean isResting() {
        return !inRound;
    }

    /** How it is doing. */
    public LoopState state() {
        return new LoopState(
                plan,
                Duration.ofNanos(System.nanoTime() - goodRoundAt),
                isLate(),
                !failure.isEmpty(),
                rounds,
                failures,
                restarts);
    }

    /**
     * Starts no further round and waits for the one at hand. It is not interrupted: that would close an embedded database's
     * file.
     *
     * @return whether it ended in time
     */
    public boolean stop(Duration within) {
        askToStop();
        Thread running = thread();
        if (running != null) {
            try {
                running.join(Math.max(1, within.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return running == null || !running.isAlive();
    }

    void askToStop() {
        stopping = true;
        wake();
    }

    void start() {
        Thread started = threads.newThread(this::repeat);
        lock.lock();
        try {
            thread = started;
        } finally {
            lock.unlock();
        }
        progressAt = System.nanoTime();
        started.start();
    }

    /** Starts it again if its thread has died, and tells lateness once, and once its end; called by the watch, one thread. */
    void look() {
        if (stopping) {
            return;
        }
        if (!thread().isAlive()) {
            restarts++;
            LOG.error("the background loop {0} had died and is started again", plan.name());
            inRound = false;
            start();
        }
        boolean late = isLate();
        if (late != toldLate) {
            toldLate = late;
            tell(late);
        }
    }

    private void tell(boolean late) {
        if (late) {
            LOG.error(
                    "the background loop {0} has not got on for over {1} s",
                    plan.name(), plan.allotted().toSeconds());
        } else {
            LOG.info("the background loop {0} gets on again", plan.name());
        }
    }

    private boolean isLate() {
        Duration allowed = inRound ? plan.allotted() : plan.allotted().plus(plan.pause());
        return !stopping && System.nanoTime() - progressAt > allowed.toNanos();
    }

    private Thread thread() {
        lock.lock();
        try {
            return thread;
        } finally {
            lock.unlock();
        }
    }

    private void repeat() {
        while (!stopping) {
            boolean good = runOnce();
            rest(good || plan.pause().compareTo(PAUSE_AFTER_FAILURE) > 0 ? plan.pause() : PAUSE_AFTER_FAILURE, good);
        }
    }

    private boolean runOnce() {
        inRound = true;
        progressAt = System.nanoTime();
        boolean good = false;
        try {
            round.run(() -> progressAt = System.nanoTime());
            good = true;
            succeeded();
        } catch (Exception | Error e) {
            failed(e);
        } finally {
            rounds++;
            inRound = false;
            progressAt = System.nanoTime();
            goodRoundAt = good ? progressAt : goodRoundAt;
        }
        return good;
    }

    private void succeeded() {
        if (!failure.isEmpty()) {
            LOG.info("the background loop {0} works again, after {1} failures", plan.name(), failuresInARow);
        }
        failure = "";
        failuresInARow = 0;
    }

    private void failed(Throwable thrown) {
        failures++;
        failuresInARow++;
        String text = Failure.text(thrown);
        if (!text.equals(failure)) {
            LOG.error("the background loop {0} failed and tries again: {1}", plan.name(), text);
        }
        failure = text;
    }

    /** What failed is not tried at once again because somebody wakes the loop. */
    private void rest(Duration pause, boolean mayBeWoken) {
        long left = pause.toNanos();
        lock.lock();
        try {
            while (left > 0 && !stopping && !(wake && mayBeWoken)) {
                left = woken.awaitNanos(left);
            }
            wake = false;
        } catch (InterruptedException e) {
            // The container interrupts threads that it lent; a loop ends by stop() only.
            return;
        } finally {
            lock.unlock();
        }
    }
}
