package org.confluens.confirmation;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.confluens.platform.log.Log;

/** Works on a run from one second to the next, in batches that are short enough for everything else to come in between. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class RunTimer {
    private static final Log LOG = Log.of(RunTimer.class);
    private static final Duration TURN = Duration.ofMillis(950);
    private static final Duration RULES_EVERY = Duration.ofSeconds(10);

    @Inject
    private RunBook runs;

    @Inject
    private BatchComparison comparison;

    @Inject
    private Clock clock;

    private String checked = "";
    private Instant nextCheck = Instant.MIN;
    private boolean failing;

    /** For the container. */
    public RunTimer() {}

    RunTimer(RunBook runs, BatchComparison comparison, Clock clock) {
        this.runs = runs;
        this.comparison = comparison;
        this.clock = clock;
    }

    /** The container gives up a timer that throws; neither a database that is away for a while nor an error may end this one. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void turn() {
        try {
            work();
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOG.error("comparing patients again failed in the background and is tried again: {0}", e);
            }
            failing = true;
        }
    }

    private void work() {
        Instant now = clock.instant();
        if (!now.isBefore(nextCheck) || nextCheck.isAfter(now.plus(RULES_EVERY))) {
            checkRules();
            nextCheck = now.plus(RULES_EVERY);
        }
        long end = System.nanoTime() + TURN.toNanos();
        boolean more = true;
        while (more && System.nanoTime() - end < 0) {
            more = compareNext();
        }
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
