package org.confluens.intake.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KilledJournalTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"false, 50", "false, 700", "false, 3000", "true, 200"})
    void replaysEverythingThatAKilledProcessHadAcknowledged(boolean powerSafe, int linesBeforeKill) throws Exception {
        Set<Integer> acknowledged = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            acknowledged.addAll(runAndKill(powerSafe, linesBeforeKill));
            assertThat(replayed()).containsAll(acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(linesBeforeKill);
    }

    private Set<Integer> runAndKill(boolean powerSafe, int linesBeforeKill) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalWriterProcess.class.getName(),
                        directory.toString(),
                        Boolean.toString(powerSafe))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Integer> acknowledged = new HashSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            while (acknowledged.size() < linesBeforeKill) {
                acknowledged.add(Integer.parseInt(lines.readLine()));
            }
            process.toHandle().destroyForcibly();
            lines.lines()
                    .filter(line -> line.matches("\\d{1,7}"))
                    .forEach(line -> acknowledged.add(Integer.valueOf(line)));
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private Set<Integer> replayed() throws IOException {
        Set<Integer> numbers = new HashSet<>();
        try (IntakeJournal journal =
                        IntakeJournal.open(directory, JournalOptions.defaults().withMinimumFreeBytes(0));
                JournalReader reader = journal.reader(JournalPosition.START)) {
            for (List<JournalEntry> some = next(reader); !some.isEmpty(); some = next(reader)) {
                some.forEach(one -> numbers.add(
                        ByteBuffer.wrap(((JournalRecord) one).payload()).getInt()));
            }
        }
        return numbers;
    }

    private static List<JournalEntry> next(JournalReader reader) throws IOException {
        return reader.next(100, Long.MAX_VALUE);
    }
}
