package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.confluens.platform.log.Log;

/** Runs {@link DeliveryWork}: as soon as something new is committed, and every second for what has become due again. */
@ApplicationScoped
class DeliveryLoop {

    private static final Log LOG = Log.of(DeliveryLoop.class);
    private static final int THREADS = 3;
    private static final long POLL_MILLIS = 1000;
    private static final long ASK_MILLIS = 5000;
    private static final long STOP_SECONDS = 5;

    private final AtomicBoolean woken = new AtomicBoolean();
    private DeliveryWork work;
    private CommitmentWork commitment;
    private volatile ScheduledExecutorService executor;

    protected DeliveryLoop() {}

    @Inject
    DeliveryLoop(DeliveryWork work, CommitmentWork commitment) {
        this.work = work;
        this.commitment = commitment;
    }

    void start(ThreadFactory threads) {
        guarded(work::start);
        executor = Executors.newScheduledThreadPool(THREADS, threads);
        executor.scheduleWithFixedDelay(this::send, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(this::askForCommitment, ASK_MILLIS, ASK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends what was just committed; many documents of one moment wake the sender once. */
    void enqueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) Enqueued ignored) {
        ScheduledExecutorService running = executor;
        if (running != null && !running.isShutdown() && woken.compareAndSet(false, true)) {
            running.execute(this::sendWoken);
        }
    }

    private void sendWoken() {
        woken.set(false);
        send();
    }

    private void send() {
        guarded(work::send);
    }

    private void askForCommitment() {
        guarded(commitment::ask);
    }

    /** Runs a step that comes again however it fails, which an executor's task would not. Messages of exceptions stay out of the log: they may quote values. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.error("delivery failed in the background and tries again: {0}", e);
        }
    }

    /** Waits for what is being sent; what does not end in time is sent again after the next start. */
    void stop() {
        work.stop();
        executor.shutdown();
        try {
            executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
