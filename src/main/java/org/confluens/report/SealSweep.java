package org.confluens.report;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;
import org.confluens.report.seal.SealWatch;
import org.confluens.report.seal.SealedHeads;
import org.confluens.report.seal.SweepFigures;

/**
 * Looks at all reports, slowly and again and again, so that what was changed is told of reports too that nobody opens. After
 * all were looked at it rests for an hour.
 */
@Singleton
@Startup
@DependsOn("SealStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class SealSweep {

    private static final Log LOG = Log.of(SealSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ALLOTTED = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofHours(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @Inject
    private SealReview review;

    @Inject
    private SealedHeads heads;

    @Inject
    private SealWatch watch;

    @Inject
    private SweepFigures figures;

    @Inject
    private Settings settings;

    @Inject
    private WorkLoops loops;

    @Inject
    private Clock clock;

    @Resource
    private ManagedThreadFactory threads;

    private int rate;
    private long at;
    private int swept;
    private Instant restUntil = Instant.MIN;
    private WorkLoop loop;

    @PostConstruct
    void start() {
        rate = settings.integer("confluens.security.seal-sweep-rate");
        at = Long.MIN_VALUE;
        loop = loops.start(LoopPlan.of("seal-sweep", PAUSE, ALLOTTED), threads, progress -> step());
    }

    /** A second's share of the reports. */
    private void step() throws IOException {
        heads.settle();
        if (rate == 0 || clock.instant().isBefore(restUntil)) {
            return;
        }
        SealReview.Reviewed reviewed = review.review(at, rate);
        at = reviewed.last();
        swept += reviewed.reports();
        figures.checked(reviewed.reports());
        if (reviewed.isEnd()) {
            ended();
        }
    }

    private void ended() {
        figures.ended();
        if (watch.count() > 0) {
            LOG.error("all {0} reports were looked at; {1} things are not as they were written", swept, watch.count());
        }
        at = Long.MIN_VALUE;
        swept = 0;
        restUntil = clock.instant().plus(REST);
    }

    @PreDestroy
    void stop() {
        loops.stop(List.of(loop), STOP_WITHIN);
    }
}
