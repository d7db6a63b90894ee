package org.confluens.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;

/**
 * Opens the service last and closes it first. The start: once everything else has started and the web application answers,
 * the API is let in, then DICOM and HL7. The stop: whoever asks for it (the file {@code stop} of the data folder, which
 * {@code deploy/run} makes, a signal to this process, or the container's end) gets it in order by {@link ServiceStop}.
 */
@Singleton
@Startup
@DependsOn({"DatabaseStart", "IntakeStart", "DeliveryStart", "TransferTimer", "RunTimer", "DicomListener", "Hl7Listener"
})
@TransactionManagement(TransactionManagementType.BEAN)
public class ServiceStart {

    /** The file whose making asks for a stop; it goes when everything that was acknowledged is in the database. */
    static final String STOP_FILE = "stop";

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);
    private static final Duration TIDY_PAUSE = Duration.ofSeconds(10);
    private static final Duration QUEUE_PAUSE = Duration.ofSeconds(10);
    private static final Duration ALLOTTED = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(1);

    /** What the listeners may take for what they are at, beside {@code confluens.stop-within}. */
    private static final Duration LISTENERS_WITHIN = Duration.ofSeconds(15);

    @Inject
    private Settings settings;

    @Inject
    private Doors doors;

    @Inject
    private ServiceStop stop;

    @Inject
    private DatabaseProbe probe;

    @Inject
    private QueueAges queues;

    @Inject
    private WorkMetrics metrics;

    @Inject
    private WorkLoops loops;

    @Resource
    private ManagedThreadFactory threads;

    private List<WorkLoop> running;
    private Path stopFile;
    private Optional<EmbeddedCompaction> compaction = Optional.empty();
    private volatile boolean signalled;
    private StopSignals signals;

    @PostConstruct
    void start() {
        stopFile = settings.path("confluens.data-dir").resolve(STOP_FILE);
        try {
            Files.deleteIfExists(stopFile);
        } catch (IOException e) {
            throw new IllegalStateException("the file " + stopFile + " is in the way and can't be deleted", e);
        }
        compaction = ConfluensDataSource.compaction(settings);
        signals = StopSignals.take(
                () -> signalled = true,
                settings.duration("confluens.stop-within").plus(LISTENERS_WITHIN));
        running = List.of(
                loops.start(LoopPlan.of("database-probe", PROBE_PAUSE, ALLOTTED), threads, progress -> probe.look()),
                loops.start(LoopPlan.of("queue-ages", QUEUE_PAUSE, ALLOTTED), threads, queues::look),
                loops.start(LoopPlan.of("database-housekeeping", TIDY_PAUSE, ALLOTTED), threads, this::tidy),
                loops.start(LoopPlan.of("service-doors", LOOK, ALLOTTED), threads, this::look));
        metrics.register();
    }

    private void tidy(Round.Progress progress) throws SQLException {
        if (compaction.isPresent() && compaction.get().look()) {
            progress.made();
        }
    }

    private void look(Round.Progress progress) throws IOException {
        if (signalled || Files.exists(stopFile)) {
            stop.stop();
            Files.deleteIfExists(stopFile);
            signals.stopped();
        } else {
            doors.openWhenServed();
        }
    }

    @PreDestroy
    void end() {
        loops.stop(running, STOP_WITHIN);
        stop.stop();
        signals.close();
    }
}
