package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.confluens.config.Settings;
import org.confluens.platform.disk.Room;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to take anything means that the disk of the data folder has the room that is to be left free. */
@Readiness
@ApplicationScoped
public class RoomCheck implements HealthCheck {

    private static final long MIB = 1L << 20;

    private Settings settings;
    private Room room;

    protected RoomCheck() {}

    @Inject
    RoomCheck(Settings settings, Room room) {
        this.settings = settings;
        this.room = room;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("room")
                .status(room.isLeft())
                .withData("freeMiB", Room.freeBytes(settings.path("confluens.data-dir")) / MIB)
                .withData("leastMiB", settings.integer("confluens.intake.free-space"))
                .build();
    }
}
