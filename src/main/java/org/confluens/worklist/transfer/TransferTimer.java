package org.confluens.worklist.transfer;

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
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.platform.disk.Room;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;
import org.confluens.security.NodeTls;
import org.confluens.transaction.ContainerTransaction;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistWiring;

/** Publishes what is due every few seconds, and copies the upstream worklist as often as the site wants. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class TransferTimer {

    private static final Log LOG = Log.of(TransferTimer.class);
    private static final Duration PUBLISH_PAUSE = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Longer than one task, and one query of another system, may take. */
    private static final Duration ALLOTTED = Duration.ofMinutes(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @Inject
    private WorklistWiring wiring;

    @Inject
    private Publishing publishing;

    @Inject
    private PublicationWatch watch;

    @Inject
    private ContainerTransaction transaction;

    @Inject
    private Worklist worklist;

    @Inject
    private NodeTls tls;

    @Inject
    private Room room;

    @Inject
    private WorkLoops loops;

    @Resource
    private ManagedThreadFactory threads;

    private final List<WorkLoop> running = new ArrayList<>();

    @PostConstruct
    void start() {
        Settings settings = wiring.settings();
        if (!settings.text("confluens.worklist.publish").isEmpty()) {
            begin(LoopPlan.of("publications", PUBLISH_PAUSE, ALLOTTED), this::publish);
        }
        String upstream = settings.text("confluens.worklist.upstream");
        if (!upstream.isEmpty()) {
            RemoteAe remote = RemoteAe.parse(upstream);
            UpstreamWorklist source = new UpstreamWorklist(
                    settings.text("confluens.dicom.ae-title"),
                    remote,
                    tls.options(remote),
                    new WholeCalls(),
                    settings.integer("confluens.worklist.upstream-limit"));
            Duration pause = settings.duration("confluens.worklist.upstream-every");
            begin(
                    LoopPlan.of("upstream-worklist", pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause, ALLOTTED),
                    progress -> copy(source, progress));
        }
    }

    /** On the timer's thread, plain SQL takes part in the transaction of a session bean only. */
    private final class WholeCalls implements UpstreamWorklist.Target {
        @Override
        public List<Worklist.Placed> replace(Dataset item, String source) {
            return transaction.call(() -> worklist.replace(item, source));
        }

        @Override
        public int dropOthers(String source, LocalDate from, LocalDate to, String modality, Set<Worklist.Key> there) {
            return transaction.call(() -> worklist.dropOthers(source, from, to, modality, there));
        }
    }

    private void begin(LoopPlan plan, Round round) {
        running.add(loops.start(plan, threads, round));
    }

    private void publish(Round.Progress progress) {
        watch.look(transaction.call(publishing::figures));
        Optional<Publishing.Task> task = transaction.call(publishing::begin);
        while (task.isPresent()) {
            Publishing.Task begun = task.get();
            Optional<Publishing.Failure> failure = publishing.carryOut(begun);
            transaction.call(() -> end(begun, failure));
            progress.made();
            task = transaction.call(publishing::begin);
        }
    }

    private boolean end(Publishing.Task task, Optional<Publishing.Failure> failure) {
        publishing.end(task, failure);
        return failure.isEmpty();
    }

    /** What is left out for want of room on the disk comes with a later round. */
    private void copy(UpstreamWorklist source, Round.Progress progress) {
        if (!room.isLeft()) {
            LOG.warning("the upstream worklist is not copied: there is not enough room on the disk");
            return;
        }
        Settings settings = wiring.settings();
        LocalDate today = LocalDate.now(wiring.clock());
        long days = settings.duration("confluens.worklist.upstream-days").toDays();
        try {
            for (String modality :
                    settings.text("confluens.worklist.upstream-modalities").split(",", -1)) {
                source.copy(today, today.plusDays(days), modality.strip());
                progress.made();
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.warning("the upstream worklist could not be copied: {0}", e);
        }
    }

    @PreDestroy
    void stop() {
        loops.stop(running, STOP_WITHIN);
    }
}
