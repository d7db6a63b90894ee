package org.confluens.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.confluens.platform.disk.Room;

/** Gives the features their settings, their clock, and the room on the disk. */
@ApplicationScoped
class SettingsProducer {

    @Produces
    @Singleton
    Settings settings() {
        return Settings.ofThisProcess();
    }

    @Produces
    @Singleton
    Room room(Settings settings) {
        return settings.room();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
