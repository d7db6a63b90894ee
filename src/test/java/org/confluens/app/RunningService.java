package org.confluens.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The service as {@code deploy/run} starts it, a process of its own that a test may kill. */
public final class RunningService implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;
    private static final int MOST_LINES = 40;

    private final Process script;
    private final Path output;

    private RunningService(Process script, Path output) {
        this.script = script;
        this.output = output;
    }

    /**
     * Starts the service and waits until it is ready.
     *
     * @param settings environment variables, such as {@code CONFLUENS_DICOM_PORT}
     * @param folder where its output is kept
     */
    public static RunningService start(Map<String, String> settings, Path folder) throws IOException {
        RunningService service = begin(settings, folder);
        service.await("ready", () -> service.said().contains("Confluens: ready"));
        return service;
    }

    /** Starts the service and does not wait. */
    public static RunningService begin(Map<String, String> settings, Path folder) throws IOException {
        Path output = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder run = new ProcessBuilder(
                        Path.of("deploy", "run").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        run.environment().putAll(settings);
        run.environment().put("TMPDIR", folder.toAbsolutePath().toString());
        return new RunningService(run.start(), output);
    }

    /** What {@code deploy/run} has printed. */
    public String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGKILL, as a power cut or the system's memory killer would; the script ends after it. */
    public void kill() throws InterruptedException {
        server().destroyForcibly();
        ended();
    }

    /** SIGTERM to the script, as systemd would; tells its exit code. */
    public int terminate() throws InterruptedException {
        signal();
        return ended();
    }

    /** SIGTERM to the script, whose end is not waited for. */
    public void signal() {
        script.toHandle().destroy();
    }

    /** A signal such as TERM to the server itself, as a service manager or a terminal sends it to a whole group. */
    public void signalServer(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(server().pid())).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("SIG" + name + " could not be sent");
        }
    }

    /** Waits for the script's end and tells its exit code. */
    public int ended() throws InterruptedException {
        if (!script.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the service did not end: " + said());
        }
        return script.exitValue();
    }

    private ProcessHandle server() {
        return script.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("payara-micro.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the server does not run: " + said()));
    }

    private void await(String what, BooleanSupplier there) {
        long end = System.nanoTime() + START.toNanos();
        while (!there.getAsBoolean()) {
            if (!script.isAlive() || System.nanoTime() > end) {
                List<String> lines = new ArrayList<>(said().lines().toList());
                close();
                throw new AssertionError("the service is not " + what + ": "
                        + lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = script.descendants().toList();
        script.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        script.onExit().join();
        children.forEach(child -> child.onExit().join());
    }
}
