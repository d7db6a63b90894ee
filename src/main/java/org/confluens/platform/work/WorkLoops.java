package org.confluens.platform.work;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.confluens.platform.log.Failure;
import org.confluens.platform.log.Log;

/**
 * All background loops of this process and the watch over them: once a second it looks at each, tells the late ones, and
 * starts again those whose thread has died.
 */
@ApplicationScoped
public class WorkLoops {

    private static final Log LOG = Log.of(WorkLoops.class);
    private static final long LOOK_MILLIS = 1000;

    private final Map<String, WorkLoop> loops = new ConcurrentSkipListMap<>();
    private final Object watchLock = new Object();
    private Thread watch;
    private volatile boolean stopping;

    /**
     * Starts a loop and watches it from now on.
     *
     * @param threads where its thread comes from; the container's for whatever uses the container
     */
    public WorkLoop start(LoopPlan plan, ThreadFactory threads, Round round) {
        WorkLoop loop = new WorkLoop(plan, threads, round);
        loop.start();
        loops.put(plan.name(), loop);
        keepWatching();
        return loop;
    }

    /** Stops loops together and waits for the rounds at hand, for so long over all. */
    public void stop(Collection<WorkLoop> ending, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        ending.forEach(WorkLoop::askToStop);
        for (WorkLoop loop : ending) {
            if (!loop.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                LOG.warning(
                        "the background loop {0} did not end in time; its transaction is undone",
                        loop.state().plan().name());
            }
            loops.values().remove(loop);
        }
    }

    /** How all of them are doing, by name. The question also sees to it that the watch itself lives. */
    public List<LoopState> states() {
        keepWatching();
        return loops.values().stream().map(WorkLoop::state).toList();
    }

    private void keepWatching() {
        synchronized (watchLock) {
            if (!stopping && (watch == null || !watch.isAlive())) {
                watch = new Thread(this::watch, "confluens-watch");
                watch.setDaemon(true);
                watch.start();
            }
        }
    }

    private void watch() {
        while (!stopping) {
            for (WorkLoop loop : loops.values()) {
                try {
                    loop.look();
                } catch (RuntimeException | Error e) {
                    LOG.error("a background loop could not be started again: {0}", Failure.text(e));
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @PreDestroy
    void end() {
        stopping = true;
        synchronized (watchLock) {
            if (watch != null) {
                watch.interrupt();
            }
        }
        loops.values().forEach(WorkLoop::askToStop);
    }
}
