package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.confluens.config.Settings;
import org.confluens.intake.Backlog;
import org.confluens.intake.IntakeBacklog;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that objects are taken, and that what is acknowledged reaches the database: moving it does not fail, nothing
 * has waited for long, and what could not be moved is not more than the quarantine takes.
 */
@Readiness
@ApplicationScoped
public class IntakeCheck implements HealthCheck {

    /** One failure may be of the moment; it is tried again each second. */
    private static final Duration FAILING_FOR = Duration.ofSeconds(3);

    @Inject
    private IntakeBacklog backlog;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Override
    public HealthCheckResponse call() {
        try {
            return of(backlog.now(), clock.instant(), settings.duration("confluens.intake.lag"));
        } catch (IOException e) {
            return HealthCheckResponse.named("intake")
                    .down()
                    .withData("journal", "its folder can't be read")
                    .build();
        }
    }

    /** @param lag how long the oldest record may have waited */
    static boolean isReady(Backlog backlog, Instant now, Duration lag) {
        return !backlog.quarantined().full()
                && failing(backlog, now).compareTo(FAILING_FOR) <= 0
                && backlog.age(now).compareTo(lag) <= 0;
    }

    private static Duration failing(Backlog backlog, Instant now) {
        return backlog.failingSince().map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    private static HealthCheckResponse of(Backlog backlog, Instant now, Duration lag) {
        return HealthCheckResponse.named("intake")
                .status(isReady(backlog, now, lag))
                .withData("bytesBehind", backlog.bytesBehind())
                .withData("oldestUnreadSeconds", backlog.age(now).toSeconds())
                .withData("failingSeconds", failing(backlog, now).toSeconds())
                .withData("quarantined", backlog.quarantined().files())
                .withData("quarantineFull", backlog.quarantined().full())
                .build();
    }
}
