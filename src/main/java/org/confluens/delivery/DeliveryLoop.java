package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.confluens.delivery.commitment.CommitmentWork;
import org.confluens.delivery.outbox.DeliveryWatch;
import org.confluens.delivery.outbox.Enqueued;
import org.confluens.delivery.send.DeliveryWork;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;

/** Runs {@link DeliveryWork}: as soon as something new is committed, and every second for what has become due again. */
@ApplicationScoped
class DeliveryLoop {

    private static final Log LOG = Log.of(DeliveryLoop.class);
    private static final int LANES = 2;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration ASK_PAUSE = Duration.ofSeconds(5);
    /** Longer than a PACS may take for one batch. */
    private static final Duration ALLOTTED = Duration.ofMinutes(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private DeliveryWork work;
    private CommitmentWork commitment;
    private DeliveryWatch watch;
    private WorkLoops loops;
    private volatile List<WorkLoop> lanes = List.of();
    private volatile List<WorkLoop> commitments = List.of();

    protected DeliveryLoop() {}

    @Inject
    DeliveryLoop(DeliveryWork work, CommitmentWork commitment, DeliveryWatch watch, WorkLoops loops) {
        this.loops = loops;
        this.work = work;
        this.commitment = commitment;
        this.watch = watch;
    }

    void start(ThreadFactory threads) {
        guarded(work::start);
        List<WorkLoop> begun = new ArrayList<>();
        for (int lane = 1; lane <= LANES; lane++) {
            LoopPlan plan = LoopPlan.of("delivery-" + lane, POLL.multipliedBy(lane), ALLOTTED);
            begun.add(loops.start(plan, threads, work::send));
        }
        lanes = List.copyOf(begun);
        commitments =
                List.of(loops.start(LoopPlan.of("commitment", ASK_PAUSE, ALLOTTED), threads, this::askForCommitment));
    }

    /** Sends what was just committed on a lane that rests; if none does, the first looks again when it is done. */
    void enqueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) Enqueued ignored) {
        List<WorkLoop> running = lanes;
        if (!running.isEmpty()) {
            running.stream()
                    .filter(WorkLoop::isResting)
                    .findFirst()
                    .orElse(running.get(0))
                    .wake();
        }
    }

    private void askForCommitment(Round.Progress progress) {
        watch.look();
        commitment.ask(progress);
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
        List<WorkLoop> all = new ArrayList<>(lanes);
        all.addAll(commitments);
        loops.stop(all, STOP_WITHIN);
    }
}
