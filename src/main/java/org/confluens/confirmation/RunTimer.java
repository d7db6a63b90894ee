package org.confluens.confirmation;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.confluens.platform.disk.Room;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;

/** Works on a run from one second to the next, in batches that are short enough for everything else to come in between; waits for room on the disk. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class RunTimer {
    private static final Log LOG = Log.of(RunTimer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A batch is compared within seconds; a time-out of the database comes sooner than this. */
    private static final Duration ALLOTTED = Duration.ofMinutes(2);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMillis(950);
    private static final Duration RULES_EVERY = Duration.ofSeconds(10);

    @Inject
    private RunBook runs;

    @Inject
    private BatchComparison comparison;

    @Inject
    private Clock clock;

    @Inject
    private Room room;

    @Inject
    private WorkLoops loops;

    @Resource
    private ManagedThreadFactory threads;

    private Optional<WorkLoop> loop = Optional.empty();
    private volatile boolean stopping;
    private String checked = "";
    private Instant nextCheck = Instant.MIN;

    /** For the container. */
    public RunTimer() {}

    RunTimer(RunBook runs, BatchComparison comparison, Clock clock) {
        this.runs = runs;
        this.comparison = comparison;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        loop = Optional.of(loops.start(LoopPlan.of("concordance-runs", PAUSE, ALLOTTED), threads, this::round));
    }

    @PreDestroy
    void stop() {
        stopping = true;
        loop.ifPresent(running -> loops.stop(List.of(running), STOP_WITHIN));
    }

    private void round(Round.Progress progress) {
        while (room.isLeft() && turn() && !stopping) {
            progress.made();
        }
    }

    /** Works for about a second and tells whether there is more. */
    boolean turn() {
        Instant now = clock.instant();
        if (!now.isBefore(nextCheck) || nextCheck.isAfter(now.plus(RULES_EVERY))) {
            checkRules();
            nextCheck = now.plus(RULES_EVERY);
        }
        long end = System.nanoTime() + TURN.toNanos();
        boolean more = true;
        while (more && !stopping && System.nanoTime() - end < 0) {
            more = compareNext();
        }
        return more;
    }

    /** Compares the next batch; false when there is none for this process. */
    boolean compareNext() {
        Optional<RunBook.Batch> next = runs.claim();
        next.ifPresent(batch -> {
            try {
                runs.passed(batch, comparison.failures(batch.patients()));
            } catch (RuntimeException | Error e) {
                runs.giveBack(batch);
                throw e;
            }
        });
        return next.isPresent();
    }

    /** Templates, and with them anatomy and vocabulary, can be changed while the service runs. */
    private void checkRules() {
        String rules = runs.rules();
        if (!rules.equals(checked)) {
            runs.beginIfRulesChanged();
            checked = rules;
        }
    }
}
