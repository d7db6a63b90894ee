package org.confluens.report;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;

/** Looks every few seconds whether somebody edited the templates, so that no restart is needed. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class TemplateWatch {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration ALLOTTED = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @Inject
    private Templates templates;

    @Inject
    private WorkLoops loops;

    @Resource
    private ManagedThreadFactory threads;

    private WorkLoop loop;

    @PostConstruct
    void start() {
        loop = loops.start(LoopPlan.of("template-watch", PAUSE, ALLOTTED), threads, progress -> templates.refresh());
    }

    @PreDestroy
    void stop() {
        loops.stop(List.of(loop), STOP_WITHIN);
    }
}
