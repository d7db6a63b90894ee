package org.confluens.intake;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.confluens.platform.log.Failure;
import org.confluens.platform.log.Log;

/**
 * A step of the background work that is run again after it failed, for whatever reason; a failure that lasts is logged
 * once. Errors count as failures too: an executor gives up a task that throws, and says nothing.
 */
final class RepeatedStep implements Runnable {

    private static final Log LOG = Log.of(RepeatedStep.class);

    /** A database that can't write would otherwise be asked twenty times a second. */
    private static final long FAILED_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Step step;
    private String failure = "";
    private long pausedUntil;

    /** What is to be done. */
    interface Step {
        void run() throws IOException, SQLException;
    }

    RepeatedStep(Step step) {
        this.step = step;
    }

    @Override
    public void run() {
        if (!failure.isEmpty() && System.nanoTime() - pausedUntil < 0) {
            return;
        }
        try {
            step.run();
            failure = "";
        } catch (IOException | SQLException | RuntimeException | Error e) {
            String text = Failure.text(e);
            if (!text.equals(failure)) {
                LOG.error("intake failed in the background and tries again: {0}", text);
            }
            failure = text;
            pausedUntil = System.nanoTime() + FAILED_PAUSE_NANOS;
        }
    }
}
