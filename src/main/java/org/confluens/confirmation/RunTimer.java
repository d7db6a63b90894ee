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

/** Works on a run a few seconds at a time, so that nothing else waits for it. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class RunTimer {
    private static final Duration TURN = Duration.ofSeconds(4);

    @Inject
    private RunBook runs;

    @Inject
    private Clock clock;

    private volatile boolean checked;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void turn() {
        if (!checked) {
            runs.beginIfRulesChanged();
            checked = true;
        }
        Instant end = clock.instant().plus(TURN);
        boolean more = true;
        while (more && clock.instant().isBefore(end)) {
            more = runs.next();
        }
    }
}
