package org.confluens.report.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells in the health document which reports are not as they were written. It never goes down: all other reports are to be
 * read and written on, and what is broken is used nowhere.
 */
@Readiness
@ApplicationScoped
public class SealCheck implements HealthCheck {

    private static final int MOST_NAMED = 20;

    private SealWatch watch;
    private SweepFigures sweep;

    protected SealCheck() {}

    @Inject
    SealCheck(SealWatch watch, SweepFigures sweep) {
        this.watch = watch;
        this.sweep = sweep;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("sealed-versions").up().withData("broken", watch.count());
        answer.withData("checked", sweep.reports());
        sweep.lastEnd().ifPresent(at -> answer.withData("allCheckedAt", at.toString()));
        if (watch.count() > 0) {
            answer.withData(
                    "reports",
                    watch.reports(MOST_NAMED).stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return answer.build();
    }
}
