package org.confluens.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of another product to its end and gives what it said. */
public final class Program {

    /** What a program ended with; standard output and standard error together, in their order. */
    public record Result(int exitCode, String output) {
        /** The lines that say so with a prefix. */
        public List<String> linesStartingWith(String prefix) {
            return output.lines().filter(line -> line.startsWith(prefix)).toList();
        }
    }

    private Program() {}

    /** Runs a command and waits for it, at most as long as given. */
    public static Result run(Duration limit, List<String> command) {
        try {
            Path output = Files.createTempFile("peer", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command.get(0) + " took longer than " + limit);
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
