package org.confluens.worklist;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import javax.sql.DataSource;
import org.confluens.config.Settings;

/** What the beans of the worklist are made of in the running service: its database, its settings, its clock. */
@Dependent
public class WorklistWiring {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private Clock clock;

    @Inject
    private Settings settings;

    public DataSource database() {
        return database;
    }

    /** Worklist dates and times are those of the place (PS3.3 C.4.10), so the clock must show that place's. */
    public Clock clock() {
        return clock.withZone(ZoneId.systemDefault());
    }

    public Settings settings() {
        return settings;
    }

    StepStore store() {
        return new StepStore(database, clock);
    }

    public Stations stations() {
        return Stations.parse(
                settings.text("confluens.worklist.default-stations"),
                settings.text("confluens.worklist.station-groups"));
    }

    /** Where steps are noted for publication; empty when this site publishes none. */
    Optional<Publications> publications() {
        return settings.text("confluens.worklist.publish").isEmpty()
                ? Optional.empty()
                : Optional.of(new Publications(database, clock));
    }

    ItemRules rules() {
        return new ItemRules(stations());
    }
}
