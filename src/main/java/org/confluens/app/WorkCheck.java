package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.confluens.platform.work.LoopState;
import org.confluens.platform.work.WorkLoops;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that the loops get on that bring in what was acknowledged; every loop that is late or fails is named. */
@Readiness
@ApplicationScoped
public class WorkCheck implements HealthCheck {

    @Inject
    private WorkLoops loops;

    @Override
    public HealthCheckResponse call() {
        return of(loops.states());
    }

    static boolean isReady(List<LoopState> states) {
        return states.stream().noneMatch(state -> state.late() && state.plan().essential());
    }

    private static HealthCheckResponse of(List<LoopState> states) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("work").status(isReady(states)).withData("loops", states.size());
        states.stream()
                .filter(state -> state.late() || state.failing())
                .forEach(state -> response.withData(
                        state.plan().name(),
                        "%s, %d s since its last good round"
                                .formatted(
                                        state.late() ? "late" : "failing",
                                        state.sinceRound().toSeconds())));
        return response.build();
    }
}
