package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started means that the database answers and that DICOM, and HL7 where it is configured, are open. A check of its own:
 * one that is told for readiness as well was not asked for this.
 */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {

    @Inject
    private DatabaseProbe probe;

    @Inject
    private Doors doors;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("started")
                .status(probe.answers() && doors.areOpen())
                .build();
    }
}
