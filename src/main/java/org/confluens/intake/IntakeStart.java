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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.confluens.platform.log.Log;

/** Starts and ends intake's background work. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class IntakeStart {

    private static final Log LOG = Log.of(IntakeStart.class);
    private static final int THREADS = 3;
    private static final long DRAIN_MILLIS = 50;
    private static final long STABILITY_MILLIS = 200;
    private static final long DOCUMENT_MILLIS = 100;
    private static final long STOP_SECONDS = 10;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private IntakeWork work;

    private ScheduledExecutorService executor;

    @PostConstruct
    void start() {
        try {
            work.start();
        } catch (SQLException e) {
            throw new IllegalStateException("intake can't find out how far its journal was read", e);
        }
        executor = Executors.newScheduledThreadPool(THREADS, threads);
        repeat(work::drain, DRAIN_MILLIS);
        repeat(work::completeStudies, STABILITY_MILLIS);
        repeat(work::handOverDocuments, DOCUMENT_MILLIS);
    }

    private void repeat(RepeatedStep.Step step, long pauseMillis) {
        executor.scheduleWithFixedDelay(new RepeatedStep(step), 0, pauseMillis, TimeUnit.MILLISECONDS);
    }

    /** Waits for running steps instead of interrupting them: an interrupt would close the embedded database's file. */
    @PreDestroy
    void stop() {
        work.stop();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warning("intake's background work did not end in time; its transaction is undone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
