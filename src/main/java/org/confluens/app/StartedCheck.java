package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started means that the database answers and that DICOM, and HL7 where it is configured, are open. Told apart from
 * readiness, which falls when the service stops or its work lags as well.
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
