package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.confluens.hl7.MessageLog;
import org.confluens.intake.Backlog;
import org.confluens.intake.IntakeBacklog;
import org.confluens.platform.work.LoopState;
import org.confluens.platform.work.WorkLoops;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Shows at {@code /metrics} what was done and what waits: the journal, each queue, each background loop, the database. */
@ApplicationScoped
class WorkMetrics {

    /** What a gauge shows that cannot be told at the moment. */
    private static final long UNKNOWN = -1;

    @Inject
    private MetricRegistry registry;

    @Inject
    private IntakeBacklog backlog;

    @Inject
    private WorkLoops loops;

    @Inject
    private QueueAges queues;

    @Inject
    private DatabaseProbe probe;

    @Inject
    private MessageLog messages;

    @Inject
    private Clock clock;

    /** Registers all of them, once the loops run. */
    void register() {
        intake("confluens_intake_bytes_behind", Backlog::bytesBehind);
        intake(
                "confluens_intake_oldest_unread_seconds",
                now -> now.age(clock.instant()).toSeconds());
        intake("confluens_intake_failing", now -> now.failingSince().isPresent() ? 1 : 0);
        intake("confluens_intake_quarantined", now -> now.quarantined().files());
        intake("confluens_intake_quarantined_bytes", now -> now.quarantined().bytes());
        registry.gauge("confluens_hl7_refused_dropped", () -> messages.droppedRefusals());
        registry.gauge(
                "confluens_database_silent_seconds", () -> probe.silence().toSeconds());
        for (String queue : queues.names()) {
            registry.gauge(
                    "confluens_queue_oldest_due_seconds",
                    () -> queues.oldestDueSeconds(queue),
                    new Tag("queue", queue));
        }
        for (LoopState one : loops.states()) {
            String name = one.plan().name();
            loop(
                    "confluens_loop_since_round_seconds",
                    name,
                    state -> state.sinceRound().toSeconds());
            loop("confluens_loop_late", name, state -> state.late() ? 1 : 0);
            loop("confluens_loop_failures", name, LoopState::failures);
            loop("confluens_loop_restarts", name, LoopState::restarts);
        }
    }

    private void intake(String name, ToLongFunction<Backlog> value) {
        registry.gauge(name, () -> {
            try {
                return value.applyAsLong(backlog.now());
            } catch (IOException e) {
                return UNKNOWN;
            }
        });
    }

    private void loop(String name, String loop, ToLongFunction<LoopState> value) {
        Predicate<LoopState> named = state -> state.plan().name().equals(loop);
        registry.gauge(
                name,
                () -> {
                    List<LoopState> states = loops.states();
                    return states.stream()
                            .filter(named)
                            .mapToLong(value)
                            .findFirst()
                            .orElse(UNKNOWN);
                },
                new Tag("loop", loop));
    }
}
