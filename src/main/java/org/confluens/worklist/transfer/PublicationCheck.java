package org.confluens.worklist.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.confluens.worklist.Publications;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how many steps the system that serves the worklist has not got yet, or refused. It is never down: until that system
 * has a step, it is offered here.
 */
@Readiness
@ApplicationScoped
public class PublicationCheck implements HealthCheck {

    private PublicationWatch watch;

    protected PublicationCheck() {}

    @Inject
    PublicationCheck(PublicationWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        Publications.Figures figures = watch.last();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("publications")
                .up()
                .withData("waiting", figures.waiting())
                .withData("failed", figures.refused());
        figures.oldestDue().ifPresent(since -> response.withData("oldestDue", since.toString()));
        return response.build();
    }
}
