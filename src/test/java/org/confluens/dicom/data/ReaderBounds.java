package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What holds of every reader, whatever the bytes: a result or its own exception, in 64 MB and a second. */
public final class ReaderBounds {
    private static final long MOST_BYTES = 64 << 20;
    private static final long MOST_NANOSECONDS = 1_000_000_000;

    private ReaderBounds() {}

    /** Reads, and does what a caller would do with the result. */
    @FunctionalInterface
    public interface Target {
        void read() throws IOException;
    }

    /**
     * Reads, and reads again if it took too much: the first time may have loaded classes.
     *
     * @param own the one exception that may leave the reader
     * @param target can be run more than once
     */
    public static void check(Class<? extends IOException> own, Target target) {
        if (!isWithinBounds(own, target)) {
            assertThat(isWithinBounds(own, target))
                    .as("at most 64 MB and a second, once its classes are loaded")
                    .isTrue();
        }
    }

    private static boolean isWithinBounds(Class<? extends IOException> own, Target target) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long bytes = threads.getThreadAllocatedBytes(thread);
        long time = threads.getCurrentThreadCpuTime();
        try {
            target.read();
        } catch (IOException e) {
            assertThat(e).as("only its own exception may leave a reader").isInstanceOf(own);
        }
        return threads.getThreadAllocatedBytes(thread) - bytes < MOST_BYTES
                && threads.getCurrentThreadCpuTime() - time < MOST_NANOSECONDS;
    }
}
