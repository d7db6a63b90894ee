package org.confluens.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A program under measurement that listens on a port of its own: started, waited for, its processor time read from
 * {@code /proc}, stopped.
 */
final class Receiver implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(5);

    private final String name;
    private final Process process;
    private final int port;
    private final Path log;

    private Receiver(String name, Process process, int port, Path log) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts a program and waits until its port answers.
     *
     * @param environment added to this process's own
     */
    static Receiver start(String name, int port, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = folder.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".log");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        Receiver receiver = new Receiver(name, builder.start(), port, log);
        receiver.orClosed(() -> receiver.await(() -> answers(port)));
        return receiver;
    }

    /**
     * Starts Confluens itself, with a data folder of its own, and waits until it is ready.
     *
     * @param root the folder of the sources
     * @param settings further keys, as environment variables
     */
    static Receiver service(Path root, Path folder, int httpPort, int dicomPort, Map<String, String> settings)
            throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("CONFLUENS_HTTP_PORT", String.valueOf(httpPort));
        environment.put("CONFLUENS_DICOM_PORT", String.valueOf(dicomPort));
        environment.put("CONFLUENS_DATA_DIR", folder.resolve("data").toString());
        Receiver service = start(
                "confluens",
                httpPort,
                folder,
                environment,
                List.of(root.resolve("deploy/run").toString()));
        service.orClosed(() -> service.awaitLog("Confluens: ready"));
        return service;
    }

    /** A program that does not come up must not stay. */
    private void orClosed(Runnable start) {
        try {
            start.run();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Waits until its log holds a text. */
    void awaitLog(String text) {
        await(() -> {
            try {
                return Files.readString(log).contains(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Seconds of processor time that it and its descendants, also the ended ones that were waited for, have used. */
    double cpuSeconds() {
        return CpuClock.ofTree(process.toHandle());
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + START_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not start; it said: " + lastWords());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "nothing that could be read from " + log;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
