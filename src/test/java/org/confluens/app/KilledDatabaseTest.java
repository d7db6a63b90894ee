package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the embedded database acknowledged must be there after its process was killed, and each transaction whole. A process
 * that is held still leaves the same file as a killed one, so one process stands for many: it is held, its file is copied,
 * it goes on, and the copy is opened.
 */
class KilledDatabaseTest {
    private static final int KILLS = Integer.getInteger("kill.database", 15);
    private static final int MOST_COMMITS_BETWEEN = 300;
    private static final int READERS = 2 * CommittingProcess.CONNECTIONS;
    private static final String FILE = "confluens.mv.db";

    private final AtomicLongArray acknowledged = new AtomicLongArray(CommittingProcess.CONNECTIONS);
    private final AtomicLong commits = new AtomicLong();

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsEveryAcknowledgedCommitWholeWhenItsProcessIsKilled()
            throws IOException, InterruptedException, SQLException {
        killTimeAndAgain(start());
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsThemWhileTheFileIsCompactedAllTheTime() throws IOException, InterruptedException, SQLException {
        killTimeAndAgain(start("compact"));
    }

    private void killTimeAndAgain(Process started) throws IOException, InterruptedException, SQLException {
        Random random = new Random(11);
        process = started;
        for (int kill = 0; kill < KILLS; kill++) {
            awaitCommits(1 + random.nextInt(MOST_COMMITS_BETWEEN));

            long[] before = new long[CommittingProcess.CONNECTIONS];
            Path left = hold(before);

            assertThat(counters(left))
                    .hasSize(READERS * CommittingProcess.CONNECTIONS)
                    .allSatisfy(counter -> {
                        assertThat(counter.number()).isGreaterThanOrEqualTo(before[counter.id()]);
                        assertThat(counter.lines()).isEqualTo(counter.number());
                    });
            Files.delete(left.resolve(FILE));
            signal("CONT");
        }
    }

    private record Counter(int id, long number, long lines) {}

    private Process start(String... arguments) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        java.command().addAll(List.of(arguments));
        Process started = java.start();
        CompletableFuture.runAsync(() -> count(started), task -> new Thread(task).start());
        return started;
    }

    private void count(Process started) {
        try (BufferedReader lines = started.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                acknowledged.set(Integer.parseInt(words[0]), Long.parseLong(words[1]));
                commits.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitCommits(int more) {
        long enough = commits.get() + more;
        while (commits.get() < enough) {
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    /** What was acknowledged is noted while the process is held: nothing of it can come later than the copy. */
    private Path hold(long[] before) throws IOException, InterruptedException {
        Path copy = Files.createTempDirectory(folder, "killed");
        signal("STOP");
        for (int id = 0; id < before.length; id++) {
            before[id] = acknowledged.get(id);
        }
        Files.copy(folder.resolve(FILE), copy.resolve(FILE));
        return copy;
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
        while (name.equals("STOP") && !isHeld()) {
            Thread.onSpinWait();
        }
    }

    /** A signal returns before the last thread stands still. */
    private boolean isHeld() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The counters as several transactions at once read them: what nobody committed and nobody took back is seen by the one
     * that happens to get the number of the transaction that left it.
     */
    private static List<Counter> counters(Path data) throws SQLException {
        DataSource database = CommittingProcess.database(data.toString());
        List<Connection> open = new ArrayList<>();
        List<Counter> counters = new ArrayList<>();
        try {
            for (int reader = 0; reader < READERS; reader++) {
                Connection connection = database.getConnection();
                open.add(connection);
                connection.setAutoCommit(false);
                counters.addAll(counters(connection));
            }
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
        return counters;
    }

    private static List<Counter> counters(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, number, (select count(*) from line"
                        + " where line.id = counter.id) from counter order by id")) {
            List<Counter> counters = new ArrayList<>();
            while (rows.next()) {
                counters.add(new Counter(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
            }
            return counters;
        }
    }
}
