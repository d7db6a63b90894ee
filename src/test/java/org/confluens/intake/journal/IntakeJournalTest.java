package org.confluens.intake.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeJournalTest {

    private static final JournalOptions SMALL_DISK_IS_FINE =
            JournalOptions.defaults().withMinimumFreeBytes(0);

    @TempDir
    private Path directory;

    @Test
    void readsBackWhatWasAppendedInOrder() throws IOException {
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            for (int i = 0; i < 1000; i++) {
                journal.append(bytes("record " + i));
            }
            assertThat(texts(journal, JournalPosition.START)).hasSize(1000).startsWith("record 0", "record 1");
        }
    }

    @Test
    void replaysRecordsOfEarlierRunsAndContinuesFromAPosition() throws IOException {
        JournalPosition afterFirst;
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            journal.append(bytes("one"));
            afterFirst = journal.written();
            journal.append(bytes("two"));
        }
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            journal.append(bytes("three"));
            assertThat(texts(journal, JournalPosition.START)).containsExactly("one", "two", "three");
            assertThat(texts(journal, afterFirst)).containsExactly("two", "three");
        }
    }

    @Test
    void rollsToNewSegmentsAndForgetsThoseThatWereRead() throws IOException {
        JournalOptions options = SMALL_DISK_IS_FINE.withSegmentBytes(100);
        try (IntakeJournal journal = IntakeJournal.open(directory, options)) {
            for (int i = 0; i < 50; i++) {
                journal.append(bytes("a record that fills a segment soon " + i));
            }
            assertThat(new Segments(directory).numbers()).hasSizeGreaterThan(10);
            assertThat(texts(journal, JournalPosition.START)).hasSize(50);
            journal.forgetBefore(journal.written());
            assertThat(new Segments(directory).numbers())
                    .containsExactly(journal.written().segment());
        }
        try (IntakeJournal journal = IntakeJournal.open(directory, options)) {
            assertThat(journal.written().segment()).isGreaterThan(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 100, 262_136, 262_137, 700_000})
    void takesRecordsOfEverySize(int size) throws IOException {
        byte[] payload = new byte[size];
        new Random(size).nextBytes(payload);
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            journal.append(payload);
            journal.append(bytes("after"));
            journal.append(payload);
            List<byte[]> read = payloads(journal, JournalPosition.START);
            assertThat(read).hasSize(3);
            assertThat(read.get(0)).isEqualTo(payload);
            assertThat(read.get(1)).isEqualTo(bytes("after"));
            assertThat(read.get(2)).isEqualTo(payload);
        }
    }

    @Test
    void cutsATornOrDamagedTailAndReadsOn() throws IOException {
        for (int cut = 1; cut < 20; cut++) {
            Path folder = Files.createDirectory(directory.resolve("cut" + cut));
            long number;
            try (IntakeJournal journal = IntakeJournal.open(folder, SMALL_DISK_IS_FINE)) {
                journal.append(bytes("whole"));
                journal.append(bytes("torn record"));
                number = journal.written().segment();
            }
            Path segment = new Segments(folder).file(number);
            byte[] content = Files.readAllBytes(segment);
            Files.write(segment, Arrays.copyOf(content, content.length - cut));
            try (IntakeJournal journal = IntakeJournal.open(folder, SMALL_DISK_IS_FINE)) {
                journal.append(bytes("later"));
                assertThat(texts(journal, JournalPosition.START)).containsExactly("whole", "later");
            }
        }
    }

    @Test
    void takesARunOfZerosForNoRecord() throws IOException {
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            journal.append(bytes("whole"));
        }
        Files.write(new Segments(directory).file(1), new byte[4096], StandardOpenOption.APPEND);
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            assertThat(texts(journal, JournalPosition.START)).containsExactly("whole");
        }
    }

    @Test
    void keepsAPowerSafeJournalReadableWhileRoomLiesAheadAndGivesTheRoomBackWhenClosed() throws IOException {
        JournalOptions options = SMALL_DISK_IS_FINE.withPowerSafe(true).withSegmentBytes(2_500_000);
        byte[] payload = new byte[600_000];
        new Random(7).nextBytes(payload);
        JournalPosition written;
        try (IntakeJournal journal = IntakeJournal.open(directory, options)) {
            for (int i = 0; i < 10; i++) {
                journal.append(payload);
                assertThat(payloads(journal, JournalPosition.START))
                        .hasSize(i + 1)
                        .allMatch(read -> Arrays.equals(read, payload));
            }
            written = journal.written();
            assertThat(Files.size(new Segments(directory).file(written.segment())))
                    .as("the room ahead of the records")
                    .isGreaterThan(written.offset());
        }
        long bytes = 0;
        for (long number : new Segments(directory).numbers()) {
            bytes += Files.size(new Segments(directory).file(number)) - Segments.HEADER_BYTES;
        }
        assertThat(bytes).isEqualTo(10L * (payload.length + Frame.BYTES));
        assertThat(written.segment()).isGreaterThan(1);
    }

    @Test
    void refusesRecordsWhenTheDiskIsAlmostFull() throws IOException {
        try (IntakeJournal journal =
                IntakeJournal.open(directory, JournalOptions.defaults().withMinimumFreeBytes(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> journal.append(bytes("too much"))).isInstanceOf(JournalFullException.class);
            assertThat(texts(journal, JournalPosition.START)).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNothingOfASegmentThatCouldNotBeBegun() throws IOException {
        Path refusing = Path.of("/dev/full");
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE.withSegmentBytes(40))) {
            journal.append(bytes("fills the first segment soon"));
            for (int attempt = 0; attempt < 3; attempt++) {
                Files.createSymbolicLink(new Segments(directory).file(2), refusing);
                assertThatThrownBy(() -> journal.append(bytes("refused"))).isInstanceOf(IOException.class);
                assertThat(new Segments(directory).numbers()).containsExactly(1L);
            }
            assertThat(openFiles()).doesNotContain(refusing);
            journal.append(bytes("room again"));
            assertThat(texts(journal, JournalPosition.START))
                    .containsExactly("fills the first segment soon", "room again");
        }
    }

    private static List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor));
                }
            }
        }
        return open;
    }

    @Test
    void refusesASecondWriterOfTheSameDirectory() throws IOException {
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            assertThatThrownBy(() -> IntakeJournal.open(directory, SMALL_DISK_IS_FINE))
                    .isInstanceOf(IOException.class);
            journal.append(bytes("still working"));
            assertThat(texts(journal, JournalPosition.START)).containsExactly("still working");
        }
    }

    @Test
    void refusesToAppendOnceClosed() throws IOException {
        IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE);
        journal.close();
        assertThatThrownBy(() -> journal.append(bytes("late"))).isInstanceOf(IOException.class);
    }

    @Test
    void survivesInterruptedThreads() throws IOException {
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE.withPowerSafe(true))) {
            Thread.currentThread().interrupt();
            journal.append(bytes("interrupted"));
            assertThat(Thread.interrupted()).isTrue();
            journal.append(bytes("afterwards"));
            assertThat(texts(journal, JournalPosition.START)).containsExactly("interrupted", "afterwards");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingWhenManyThreadsAppend(boolean powerSafe) throws Exception {
        JournalOptions options = SMALL_DISK_IS_FINE.withPowerSafe(powerSafe).withSegmentBytes(20_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (IntakeJournal journal = IntakeJournal.open(directory, options)) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int w = 0; w < 8; w++) {
                int writer = w;
                writers.add(() -> {
                    for (int i = 0; i < 200; i++) {
                        journal.append(bytes(writer + "/" + i));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
            List<String> read = texts(journal, JournalPosition.START);
            assertThat(read).hasSize(1600).doesNotHaveDuplicates();
            assertThat(read.stream().filter(text -> text.startsWith("3/")).toList())
                    .startsWith("3/0", "3/1", "3/2")
                    .hasSize(200);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tellsHowFarAReaderIsBehind() throws IOException {
        try (IntakeJournal journal = IntakeJournal.open(directory, SMALL_DISK_IS_FINE)) {
            JournalPosition before = journal.written();
            journal.append(new byte[100]);
            assertThat(journal.bytesBehind(before)).isEqualTo(100 + Frame.BYTES);
            assertThat(journal.bytesBehind(journal.written())).isZero();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(IntakeJournal journal, JournalPosition from) throws IOException {
        return payloads(journal, from).stream()
                .map(payload -> new String(payload, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> payloads(IntakeJournal journal, JournalPosition from) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (JournalReader reader = journal.reader(from)) {
            for (List<JournalEntry> some = reader.next(7, 1000); !some.isEmpty(); some = reader.next(7, 1000)) {
                some.forEach(entry -> all.add(((JournalRecord) entry).payload()));
            }
        }
        return all;
    }
}
