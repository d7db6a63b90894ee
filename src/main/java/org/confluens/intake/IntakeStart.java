package org.confluens.intake;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;

/** Starts and ends intake's background work. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class IntakeStart {

    private static final Log LOG = Log.of(IntakeStart.class);
    private static final Duration DRAIN_PAUSE = Duration.ofMillis(50);
    private static final Duration STABILITY_PAUSE = Duration.ofMillis(200);
    private static final Duration DOCUMENT_PAUSE = Duration.ofMillis(100);
    /** A batch, a study, a document: none takes longer, and after a time-out of the database the next try has begun. */
    private static final Duration ALLOTTED = Duration.ofMinutes(1);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private IntakeWork work;

    @Inject
    private WorkLoops loops;

    private final List<WorkLoop> running = new ArrayList<>();

    @PostConstruct
    void start() {
        try {
            work.start();
        } catch (SQLException e) {
            throw new IllegalStateException("intake can't find out how far its journal was read", e);
        }
        begin(LoopPlan.essential("intake-drain", DRAIN_PAUSE, ALLOTTED), work::drain);
        begin(LoopPlan.essential("study-stability", STABILITY_PAUSE, ALLOTTED), work::completeStudies);
        begin(LoopPlan.of("study-classification", STABILITY_PAUSE, ALLOTTED), work::classifyNewStudies);
        begin(LoopPlan.essential("document-handover", DOCUMENT_PAUSE, ALLOTTED), work::handOverDocuments);
    }

    private void begin(LoopPlan plan, Round round) {
        running.add(loops.start(plan, threads, round));
    }

    /** Waits for running rounds instead of interrupting them: an interrupt would close the embedded database's file. */
    @PreDestroy
    void stop() {
        work.stop();
        loops.stop(running, STOP_WITHIN);
        close();
    }

    private void close() {
        try {
            work.close();
        } catch (IOException e) {
            LOG.warning("the intake journal could not be closed: {0}", e);
        }
    }
}
