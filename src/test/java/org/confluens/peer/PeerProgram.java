package org.confluens.peer;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of somebody else's, run to its end or kept running beside a test. */
public final class PeerProgram implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration RUN = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private String lastWords;

    /** How a program ended and what it said, standard error included. */
    public record Result(int exitCode, String output) {}

    private PeerProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Whether the program is on the path or, given as an absolute path, is there. */
    public static boolean isInstalled(String program) {
        if (program.startsWith("/")) {
            return Files.isReadable(Path.of(program));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a program to its end. */
    public static Result run(Map<String, String> environment, List<String> command) {
        try (PeerProgram program = launch(environment, command)) {
            if (!program.process.waitFor(RUN.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(command + " did not end: " + program.output());
            }
            return new Result(program.process.exitValue(), program.output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a server and waits until it takes connections on its port. */
    public static PeerProgram serve(Map<String, String> environment, int port, List<String> command) {
        PeerProgram program = launch(environment, command);
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && program.process.isAlive()) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return program;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        String output = program.output();
        program.close();
        throw new AssertionError(command + " does not listen on " + port + ": " + output);
    }

    private static PeerProgram launch(Map<String, String> environment, List<String> command) {
        try {
            Path log = Files.createTempFile("peer", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new PeerProgram(builder.redirectOutput(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new AssertionError("cannot start " + command, e);
        }
    }

    /** A port that is free at the moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    /** What the program has said so far. */
    public String output() {
        try {
            return lastWords != null ? lastWords : new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
        try {
            process.waitFor(RUN.toSeconds(), TimeUnit.SECONDS);
            lastWords = output();
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
