package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.confluens.config.Settings;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to take images means that the disk of the data folder has the room that is to be left free. */
@Readiness
@ApplicationScoped
public class RoomCheck implements HealthCheck {

    private static final long MIB = 1L << 20;

    private Settings settings;

    protected RoomCheck() {}

    @Inject
    RoomCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        Path folder = settings.path("confluens.data-dir");
        long least = settings.integer("confluens.intake.free-space");
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return HealthCheckResponse.named("room")
                    .status(free > 0 && free >= least * MIB)
                    .withData("freeMiB", free / MIB)
                    .withData("leastMiB", least)
                    .build();
        } catch (IOException e) {
            return HealthCheckResponse.named("room").down().build();
        }
    }
}
