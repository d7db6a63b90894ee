package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database acknowledged must be there after its process was killed, and each transaction whole. */
class KilledDatabaseTest {
    private static final int KILLS = 12;
    private static final int LONGEST_MILLIS = 900;
    private static final int LONGEST_LIFE_SECONDS = 30;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsEveryAcknowledgedCommitWholeWhenItsProcessIsKilled() throws IOException, SQLException {
        Random random = new Random(11);
        for (int kill = 0; kill < KILLS; kill++) {
            long[] acknowledged = countUntilKilled(random.nextInt(LONGEST_MILLIS));

            assertThat(counters()).allSatisfy(counter -> {
                assertThat(counter.number()).isGreaterThanOrEqualTo(acknowledged[counter.id()]);
                assertThat(counter.lines()).isEqualTo(counter.number());
            });
        }
    }

    private record Counter(int id, long number, long lines) {}

    /** The last number that each connection printed whole, until a random time after the first of them. */
    private long[] countUntilKilled(int millis) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // A start that waits for a transaction which died with the process would never print and never end.
        process.onExit().orTimeout(LONGEST_LIFE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            process.toHandle().destroyForcibly();
            return process;
        });
        long[] last = new long[CommittingProcess.CONNECTIONS];
        long killAt = Long.MAX_VALUE;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 2) {
                    last[Integer.parseInt(words[0])] = Long.parseLong(words[1]);
                }
                killAt = killAt == Long.MAX_VALUE ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) : killAt;
                if (System.nanoTime() - killAt >= 0) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(killAt).as("the process committed something").isNotEqualTo(Long.MAX_VALUE);
        return last;
    }

    private List<Counter> counters() throws SQLException {
        try (Connection connection =
                        CommittingProcess.database(folder.toString()).getConnection();
                Statement statement = connection.createStatement();
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
