package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.arrival;
import static org.confluens.intake.TestInstances.mr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalOptions;
import org.confluens.intake.journal.JournalPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            assertThatThrownBy(drain::next).isInstanceOf(IOException.class);
            Files.delete(quarantine);
            drainAll(drain);
        }
        assertThat(database.number("select count(*) from instance")).isEqualTo(9);
        assertThat(quarantined()).isEqualTo(1);
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
            Backlog behind = drain.backlog(0);
            assertThat(behind.bytesBehind()).isEqualTo(journal.bytesBehind(JournalPosition.START));
            assertThat(behind.oldestUnread()).contains(NOW);
            assertThat(behind.age(CLOCK.instant())).isEqualTo(Duration.ofSeconds(5));
            assertThat(behind.failingSince()).contains(CLOCK.instant());
            away[0] = false;
            drainAll(drain);
            assertThat(drain.backlog(0)).isEqualTo(new Backlog(0, Optional.empty(), Optional.empty(), 0));
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
        return new JournalDrain(journal, from, new Quarantine(folder.resolve("quarantine")), sink, CLOCK, "n1");
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
