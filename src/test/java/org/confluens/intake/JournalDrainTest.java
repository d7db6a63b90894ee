package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;
import static org.confluens.intake.TestInstances.sr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.confluens.dicom.data.Tag;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalOptions;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.platform.memory.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalDrainTest {

    private static final Clock CLOCK = Clock.fixed(NOW.plusSeconds(5), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private TestDatabase database;
    private IntakeJournal journal;

    @BeforeEach
    void open() throws Exception {
        database = new TestDatabase();
        database.connection().setAutoCommit(false);
        journal = IntakeJournal.open(
                folder.resolve("journal"), JournalOptions.defaults().withMinimumFreeBytes(0));
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
        database.close();
    }

    @Test
    void movesEverythingAndSaysUntilWhenTheDatabaseIsComplete() throws Exception {
        appendImages(1, 1200);
        try (JournalDrain drain = drain(this::write)) {
            drainAll(drain);
            assertThat(database.number("select count(*) from instance")).isEqualTo(1200);
            assertThat(drain.completeUntil()).isEqualTo(CLOCK.instant());
        }
    }

    @Test
    void leavesWhatComesWhileItMovesToTheNextBurst() throws Exception {
        appendImages(1, 1200);
        List<WrittenBatch> batches = new ArrayList<>();
        try (JournalDrain drain = drain(this::write)) {
            JournalPosition end = journal.written();
            drain.upTo(
                    end,
                    batch -> {
                        batches.add(batch);
                        appendImage(1200 + batches.size());
                    },
                    () -> batches.size() == 10);
            assertThat(drain.isBefore(end)).isFalse();
            assertThat(drain.isBefore(journal.written())).isTrue();
        }
        assertThat(batches).hasSize(3);
    }

    @Test
    void goesOnWhereTheLastRunEnded() throws Exception {
        appendImages(1, 10);
        try (JournalDrain drain = drain(this::write)) {
            drainAll(drain);
        }
        appendImages(11, 15);
        try (JournalDrain drain = drain(this::write)) {
            assertThat(drain.next()).isPresent();
            assertThat(drain.next()).isEmpty();
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(15);
    }

    @Test
    void keepsTheBatchWhenTheDatabaseIsAway() throws Exception {
        appendImages(1, 10);
        boolean[] away = {true};
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            WrittenBatch written = write(arrivals, cache, codec, node, next, !away[0]);
            if (away[0]) {
                throw new SQLException("connection refused", "08001");
            }
            return written;
        })) {
            assertThatThrownBy(drain::next).isInstanceOf(SQLException.class);
            assertThat(database.number("select count(*) from instance")).isZero();
            away[0] = false;
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(10);
    }

    @Test
    void putsAsideWhatTheDatabaseNeverTakesAndMovesTheRest() throws Exception {
        appendImages(1, 10);
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            if (arrivals.stream().anyMatch(one -> one.sopInstanceUid().endsWith(".7"))) {
                throw new SQLException("value too long", "22001");
            }
            return write(arrivals, cache, codec, node, next);
        })) {
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(9);
        assertThat(quarantined()).isEqualTo(1);
    }

    @Test
    void keepsTheBatchWhenTheDiskHasNoRoomToPutARecordAside() throws Exception {
        appendImages(1, 10);
        Path quarantine = Files.writeString(folder.resolve("quarantine"), "in the way of the folder");
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            if (arrivals.stream().anyMatch(one -> one.sopInstanceUid().endsWith(".7"))) {
                throw new SQLException("value too long", "22001");
            }
            return write(arrivals, cache, codec, node, next);
        })) {
            assertThatThrownBy(() -> drainAll(drain)).isInstanceOf(IOException.class);
            Files.delete(quarantine);
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(9);
        assertThat(quarantined()).isEqualTo(1);
    }

    /** Each fails the whole batch that it is in, every time. */
    static Stream<Supplier<Throwable>> poisons() {
        return Stream.of(
                () -> new OutOfMemoryError("Java heap space"),
                () -> new StackOverflowError(),
                () -> new IllegalStateException("a defect"),
                () -> new IllegalStateException(new OutOfMemoryError("Java heap space")),
                () -> new SQLException("out of memory", "HY000", 90108),
                () -> new SQLException(
                        "General error: \"java.lang.OutOfMemoryError: Capacity: 246576939\"", "HY000", 50000),
                () -> new SQLException("too long", "22001"),
                () -> new IllegalStateException(new SQLException("too large for the program", "54000")));
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void putsAsideTheRecordAloneThatFailsEachTimeAndMovesTheRest(Supplier<Throwable> poison) throws Exception {
        appendImages(1, 10);
        int failures = 0;
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            if (arrivals.stream().anyMatch(one -> one.sopInstanceUid().endsWith(".7"))) {
                JournalDrainTest.<RuntimeException>fail(poison.get());
            }
            return write(arrivals, cache, codec, node, next);
        })) {
            while (drain.backlog(SetAside.NONE).bytesBehind() > 0 && failures < 10) {
                try {
                    drainAll(drain);
                } catch (Throwable e) {
                    failures++;
                }
            }
            assertThat(drain.backlog(SetAside.NONE).failingSince()).isEmpty();
        }
        assertThat(failures).isLessThan(5);
        assertThat(database.number("select count(*) from instance")).isEqualTo(9);
        assertThat(quarantined()).isEqualTo(1);
        assertThat(IntakeRecord.decode(Files.readAllBytes(quarantinedFile())).sopInstanceUid())
                .endsWith(".7");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable e) throws T {
        throw (T) e;
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "40001", "55P03", "57014", "HYT00", "53200"})
    void putsNothingAsideWhateverElseTheDatabaseSays(String state) throws Exception {
        appendImages(1, 3);
        int[] failures = {20};
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            if (failures[0]-- > 0) {
                throw new SQLException("not now", state);
            }
            return write(arrivals, cache, codec, node, next);
        })) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(drain::next).isInstanceOf(SQLException.class);
            }
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(3);
        assertThat(folder.resolve("quarantine")).doesNotExist();
    }

    @Test
    void putsNothingAsideWhileNothingCanBeWrittenAtAll() throws Exception {
        appendImages(1, 1);
        int[] failures = {41};
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            if (failures[0]-- > 0) {
                throw new IllegalStateException("the pool is closed");
            }
            return write(arrivals, cache, codec, node, next);
        })) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(drain::next).isInstanceOf(IllegalStateException.class);
            }
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(1);
        assertThat(folder.resolve("quarantine")).doesNotExist();
    }

    @Test
    void movesLargeRecordsInBatchesOfAFewMegabytes() throws Exception {
        for (int i = 1; i <= 6; i++) {
            journal.append(arrival(
                            sr("1.2.1", "1.2.1.1", i)
                                    .put(Tag.TextValue, "x".repeat(1_500_000))
                                    .build(),
                            "PACS",
                            NOW)
                    .instance()
                    .encode());
        }
        List<Integer> sizes = new ArrayList<>();
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            sizes.add(arrivals.size());
            return write(arrivals, cache, codec, node, next);
        })) {
            drainAll(drain);
        }
        assertThat(sizes).containsExactly(2, 2, 2);
    }

    @Test
    void keepsDamagedBytesAsideAndMovesTheRest() throws Exception {
        appendImages(1, 5);
        long hit = journal.written().offset() - 1;
        appendImages(6, 10);
        Path segment = folder.resolve("journal").resolve(String.format("%016x.journal", 1));
        byte[] whole = Files.readAllBytes(segment);
        whole[(int) hit] ^= 1;
        Files.write(segment, whole);
        try (JournalDrain drain = drain(this::write)) {
            drainAll(drain);
            assertThat(drain.backlog(new SetAside(1, 1, false)).bytesBehind()).isZero();
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(9);
        byte[] kept = Files.readAllBytes(quarantinedFile());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).contains("1.2.1.1.5");
    }

    private Path quarantinedFile() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("quarantine"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void putsAsideARecordThatIsNone() throws Exception {
        appendImages(1, 3);
        journal.append(new byte[] {99, 1, 2, 3});
        appendImages(4, 6);
        try (JournalDrain drain = drain(this::write)) {
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(6);
        assertThat(quarantined()).isEqualTo(1);
    }

    @Test
    void tellsHowFarTheDatabaseIsBehindAndSinceWhenItFails() throws Exception {
        boolean[] away = {true};
        appendImages(1, 10);
        try (JournalDrain drain = drain((arrivals, cache, codec, node, next) -> {
            if (away[0]) {
                throw new SQLException("connection refused", "08001");
            }
            return write(arrivals, cache, codec, node, next);
        })) {
            assertThatThrownBy(drain::next).isInstanceOf(SQLException.class);
            Backlog behind = drain.backlog(SetAside.NONE);
            assertThat(behind.bytesBehind()).isEqualTo(journal.bytesBehind(JournalPosition.START));
            assertThat(behind.oldestUnread()).contains(NOW);
            assertThat(behind.age(CLOCK.instant())).isEqualTo(Duration.ofSeconds(5));
            assertThat(behind.failingSince()).contains(CLOCK.instant());
            away[0] = false;
            drainAll(drain);
            assertThat(drain.backlog(SetAside.NONE))
                    .isEqualTo(new Backlog(0, Optional.empty(), Optional.empty(), SetAside.NONE));
        }
    }

    private void appendImages(int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            journal.append(arrival(mr("1.2.1", "1.2.1.1", i).build(), "PACS", NOW)
                    .instance()
                    .encode());
        }
    }

    private void appendImage(int number) {
        try {
            appendImages(number, number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drainAll(JournalDrain drain) throws IOException, SQLException {
        while (drain.next().isPresent()) {
            assertThat(drain.completeUntil()).isEqualTo(NOW);
        }
    }

    private JournalDrain drain(JournalDrain.Sink sink) throws SQLException {
        JournalPosition from = new Rows(database.connection())
                .first(
                        "select segment, position from intake_journal",
                        row -> new JournalPosition(row.getLong(1), row.getLong(2)))
                .orElse(JournalPosition.START);
        return new JournalDrain(
                journal,
                from,
                new Quarantine(folder.resolve("quarantine"), 1000, 1 << 30),
                sink,
                MemoryBudget.unlimited(),
                CLOCK,
                "n1");
    }

    private WrittenBatch write(
            List<Arrival> arrivals, SeriesCache cache, HeaderCodec codec, String node, JournalPosition next)
            throws SQLException {
        return write(arrivals, cache, codec, node, next, true);
    }

    private WrittenBatch write(
            List<Arrival> arrivals,
            SeriesCache cache,
            HeaderCodec codec,
            String node,
            JournalPosition next,
            boolean commit)
            throws SQLException {
        WrittenBatch written = new ArrivalWriter(database.connection(), cache, codec, Duration.ofSeconds(30))
                .write(arrivals, node, next);
        if (commit) {
            database.connection().commit();
        } else {
            database.connection().rollback();
        }
        return written;
    }

    private long quarantined() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("quarantine"))) {
            return files.count();
        }
    }
}
