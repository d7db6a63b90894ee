package org.confluens.app;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.confluens.platform.log.Log;

/**
 * The signals that end this process: SIGTERM, SIGINT and SIGHUP. They reach it directly from a service manager that ends a
 * whole control group, from a terminal, or where it is process 1 of a container; the container of the application would
 * begin to end at once and leave what was acknowledged in the journal. So they ask for the stop in order first, and do what
 * they did before once that is over. A second one, by somebody who will not wait, does so at once. One that whoever started
 * this process has it ignore stays ignored, by the Java machine: SIGHUP under {@code nohup}, SIGINT of a shell's background.
 *
 * <p>The container's own end after it is waited for some seconds only; everything is kept by then.
 *
 * <p>Java offers no supported interface for that; {@code sun.misc.Signal} of the module jdk.unsupported is the customary
 * one, and is asked for by name because the compiler warns of it. Without it, signals do what they always did.
 */
final class StopSignals implements AutoCloseable {

    private static final Log LOG = Log.of(StopSignals.class);
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";
    private static final String HANDLE = "handle";
    /** Who ends a group and then its leader means one end, not two. */
    private static final Duration SAME_END = Duration.ofSeconds(2);

    /** What the container may take for its own end. */
    private static final Duration CONTAINER_WITHIN = Duration.ofSeconds(15);

    /** The exit code of a process that a signal ended is its number and this. */
    private static final int SIGNALLED = 128;

    private final Runnable orderly;
    private final Duration within;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, Object> before = new ConcurrentHashMap<>();
    private long askedAt;
    private boolean asked;

    private StopSignals(Runnable orderly, Duration within) {
        this.orderly = orderly;
        this.within = within;
    }

    /**
     * Takes the signals from now on.
     *
     * @param orderly asks for the stop in order, and does not wait for it
     * @param within how long that may take
     */
    static StopSignals take(Runnable orderly, Duration within) {
        StopSignals signals = new StopSignals(orderly, within);
        NAMES.forEach(signals::take);
        return signals;
    }

    /** The stop in order is over: whoever waits for it ends the process. */
    void stopped() {
        stopped.countDown();
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        stopped();
        before.forEach((name, handler) -> {
            try {
                handle(name, handler);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.debug("SIG{0} could not be given back: {1}", name, e);
            }
        });
    }

    /** Nothing is received before it is known what was there. */
    private synchronized void take(String name) {
        try {
            Class<?> type = Class.forName(HANDLER);
            Object handler =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                        if (method.getName().equals(HANDLE)) {
                            received(name, args[0]);
                            return null;
                        }
                        return method.invoke(this, args);
                    });
            before.put(name, handle(name, handler));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info("SIG{0} is not taken, it ends the service without order: {1}", name, e);
        }
    }

    /** On a thread of its own for each signal. */
    private void received(String name, Object signal) throws ReflectiveOperationException {
        if (isFirst()) {
            LOG.info("SIG{0}: the service stops in order", name);
            orderly.run();
        }
        if (waits()) {
            await();
        }
        endAnyway(SIGNALLED + (int) Class.forName(SIGNAL).getMethod("getNumber").invoke(signal));
        Object handler = before.get(name);
        Class.forName(HANDLER).getMethod(HANDLE, Class.forName(SIGNAL)).invoke(handler, signal);
    }

    /** The handler that was there before runs the container's end, and does not come back. */
    private static void endAnyway(int exitCode) {
        Thread watch = new Thread(
                () -> {
                    LockSupport.parkNanos(CONTAINER_WITHIN.toNanos());
                    Runtime.getRuntime().halt(exitCode);
                },
                "end-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private synchronized boolean isFirst() {
        boolean first = !asked;
        if (first) {
            asked = true;
            askedAt = System.nanoTime();
        }
        return first;
    }

    private synchronized boolean waits() {
        return System.nanoTime() - askedAt < SAME_END.toNanos();
    }

    private void await() {
        try {
            if (!stopped.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warning(
                        "the stop in order is not over after {0} s; the service ends without it", within.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return what handled the signal before */
    private static Object handle(String name, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName(SIGNAL);
        Method handle = type.getMethod(HANDLE, type, Class.forName(HANDLER));
        return handle.invoke(null, type.getConstructor(String.class).newInstance(name), handler);
    }
}
