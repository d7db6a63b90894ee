package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.confluens.web.ServicePhase;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that DICOM, and HL7 where it is configured, are open; not ready any more once a stop began. */
@Readiness
@ApplicationScoped
public class DoorsCheck implements HealthCheck {

    @Inject
    private Doors doors;

    @Inject
    private ServicePhase phase;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("listeners")
                .status(doors.areOpen() && phase.phase() == ServicePhase.Phase.SERVING)
                .withData("phase", phase.phase().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
