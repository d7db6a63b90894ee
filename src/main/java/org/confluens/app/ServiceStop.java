package org.confluens.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.confluens.config.Settings;
import org.confluens.hl7.Hl7Listener;
import org.confluens.intake.IntakeBacklog;
import org.confluens.platform.log.Log;
import org.confluens.web.ServicePhase;

/**
 * Stops the service in order, once: the API says that it stops, the listeners close after what they are at, and what was
 * acknowledged is brought to the database, for a while at most. What is left stays in the journal for the next start.
 */
@ApplicationScoped
class ServiceStop {

    private static final Log LOG = Log.of(ServiceStop.class);
    private static final long BETWEEN_LOOKS_MILLIS = 20;
    private static final long TIDY_MILLIS = 3_000;

    @Inject
    private Settings settings;

    @Inject
    private ServicePhase phase;

    @Inject
    private RunningServer dicom;

    @Inject
    private Hl7Listener hl7;

    @Inject
    private IntakeBacklog backlog;

    private boolean stopped;

    /** Whoever comes second waits for the first. */
    synchronized void stop() {
        if (stopped) {
            return;
        }
        phase.stopping();
        dicom.stop();
        hl7.close();
        backlog.onlyBringIn();
        drain(settings.duration("confluens.stop-within"));
        HttpDoor.close();
        tidy();
        stopped = true;
    }

    /** The next start reads a file without what was deleted. */
    private void tidy() {
        try {
            Optional<EmbeddedCompaction> compaction = ConfluensDataSource.compaction(settings);
            if (compaction.isPresent()) {
                compaction.get().finish(TIDY_MILLIS);
            }
        } catch (SQLException e) {
            LOG.warning("the embedded database's file could not be compacted: {0}", e);
        }
    }

    /** The container may take the application's beans away before it ends its start-up beans. */
    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ignored) {
        stop();
    }

    private void drain(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        try {
            long behind = backlog.now().bytesBehind();
            while (behind > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
                behind = backlog.now().bytesBehind();
            }
            if (behind > 0) {
                LOG.warning(
                        "stopped with {0} bytes of the intake journal not in the database yet; the next start brings them in",
                        behind);
            } else {
                LOG.info("stopped; everything that was acknowledged is in the database");
            }
        } catch (IOException e) {
            LOG.warning("the intake journal could not be looked at: {0}", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
