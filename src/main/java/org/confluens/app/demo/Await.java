package org.confluens.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the service does in its own time. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_NANOS = 5_000_000;

    private Await() {}

    /** A look that may not find anything yet. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> at() throws IOException;
    }

    /**
     * What the look finds.
     *
     * @throws IllegalStateException if it is not there within a minute
     */
    static <T> T until(String what, Look<T> look) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> found = look.at();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new IllegalStateException("waited " + LIMIT.toSeconds() + " s in vain for " + what);
    }
}
