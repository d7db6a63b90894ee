package org.confluens.intake.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage costs the record that it hit and no other, and is told; an end is no damage. */
class DamagedJournalTest {

    private static final JournalOptions OPTIONS = JournalOptions.defaults().withMinimumFreeBytes(0);
    private static final int RECORDS = 20;

    @TempDir
    private Path directory;

    private enum Form {
        PRESENT,
        BEFORE
    }

    private record Read(List<String> texts, List<JournalDamage> damage) {}

    @ParameterizedTest
    @EnumSource(Form.class)
    void losesAtMostTheRecordThatAFlippedByteLiesIn(Form form) throws IOException {
        byte[] whole = segment(form, RECORDS);
        for (int mask : new int[] {0xFF, 0x01, 0x80}) {
            for (int at = 0; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) mask;
                Read read = read(damaged);
                List<String> lost = new ArrayList<>(texts(0, RECORDS));
                lost.removeAll(read.texts());
                assertThat(lost).as("lost by byte %d ^ %x", at, mask).hasSizeLessThanOrEqualTo(1);
                assertThat(read.texts())
                        .as("byte %d ^ %x", at, mask)
                        .isSubsetOf(texts(0, RECORDS))
                        .isSorted();
                assertThat(read.texts()).doesNotHaveDuplicates();
                boolean lookLikeAnEnd = form == Form.BEFORE && at >= whole.length - frameAndText(form);
                assertThat(read.damage().size() + (lookLikeAnEnd ? 1 : 0))
                        .as("told of byte %d ^ %x", at, mask)
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {97, 1009})
    void losesAtMostTheRecordsHitInALargeSegment(int every) throws IOException {
        Random random = new Random(every);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            byte[] payload = new byte[random.nextInt(4000)];
            random.nextBytes(payload);
            payloads.add(payload);
        }
        payloads.add(new byte[700_000]);
        payloads.add(bytes("the last"));
        byte[] whole = written(payloads, true);
        for (int at = every; at < whole.length; at += whole.length / every) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            int[] count = new int[2];
            readEntries(damaged, entry -> count[entry instanceof JournalRecord ? 0 : 1]++);
            assertThat(count[0]).as("records, with byte %d flipped", at).isGreaterThanOrEqualTo(payloads.size() - 1);
            assertThat(count[1]).as("told of byte %d", at).isPositive();
        }
    }

    @Test
    void tellsHowManyRecordsAreLost() throws IOException {
        byte[] whole = segment(Form.PRESENT, RECORDS);
        int frame = frameAndText(Form.PRESENT);
        Arrays.fill(whole, Segments.HEADER_BYTES + 3 * frame + 5, Segments.HEADER_BYTES + 7 * frame, (byte) 0x55);
        Read read = read(whole);
        assertThat(read.texts()).hasSize(RECORDS - 4);
        assertThat(read.damage())
                .singleElement()
                .extracting(JournalDamage::missing)
                .isEqualTo(4L);
    }

    @Test
    void tellsOfRecordsThatAreCutOutWithoutATrace() throws IOException {
        byte[] whole = segment(Form.PRESENT, RECORDS);
        int frame = frameAndText(Form.PRESENT);
        int from = Segments.HEADER_BYTES + 3 * frame;
        Read read = read(concat(Arrays.copyOf(whole, from), Arrays.copyOfRange(whole, from + 2 * frame, whole.length)));
        assertThat(read.texts()).hasSize(RECORDS - 2);
        assertThat(read.damage())
                .singleElement()
                .extracting(JournalDamage::missing)
                .isEqualTo(2L);
    }

    @Test
    void takesADoubledRecordOnce() throws IOException {
        byte[] whole = segment(Form.PRESENT, RECORDS);
        int frame = frameAndText(Form.PRESENT);
        int from = Segments.HEADER_BYTES + 3 * frame;
        byte[] twice = concat(Arrays.copyOf(whole, from + frame), Arrays.copyOfRange(whole, from, whole.length));
        Read read = read(twice);
        assertThat(read.texts()).isEqualTo(texts(0, RECORDS));
        assertThat(read.damage()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void passesOverWhatWasPutInBetweenRecordsOrIntoOne(Form form) throws IOException {
        byte[] whole = segment(form, RECORDS);
        Random random = new Random(11);
        for (int at = Segments.HEADER_BYTES; at < whole.length; at++) {
            byte[] garbage = new byte[1 + random.nextInt(60)];
            random.nextBytes(garbage);
            Read read = read(concat(Arrays.copyOf(whole, at), garbage, Arrays.copyOfRange(whole, at, whole.length)));
            assertThat(read.texts()).as("at %d, seed 11", at).hasSizeGreaterThanOrEqualTo(RECORDS - 1);
            boolean lookLikeAnEnd = form == Form.BEFORE && at >= whole.length - frameAndText(form);
            assertThat(read.damage().size() + (lookLikeAnEnd ? 1 : 0)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void takesATornEndForAnEnd(Form form) throws IOException {
        byte[] whole = segment(form, RECORDS);
        int frame = frameAndText(form);
        for (int cut = 0; cut < frame; cut++) {
            Read read = read(Arrays.copyOf(whole, whole.length - cut));
            assertThat(read.texts()).isEqualTo(texts(0, cut == 0 ? RECORDS : RECORDS - 1));
            assertThat(read.damage()).as("cut by %d", cut).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void takesRoomOfZerosForAnEnd(Form form) throws IOException {
        byte[] whole = segment(form, RECORDS);
        for (int zeros : new int[] {1, 7, 8, 27, 28, 29, 4096, 1 << 20}) {
            Read read = read(concat(whole, new byte[zeros]));
            assertThat(read.texts()).isEqualTo(texts(0, RECORDS));
            assertThat(read.damage()).as("%d zeros", zeros).isEmpty();
        }
    }

    @Test
    void isNotLedAstrayByADocumentThatHoldsASegment() throws IOException {
        byte[] inner = segment(Form.PRESENT, 5);
        byte[] whole = written(List.of(bytes("first"), inner, bytes("last")), false);
        int innerFrame = Segments.HEADER_BYTES + Frame.BYTES + "first".length();
        for (int at = innerFrame; at < innerFrame + Frame.BYTES + 40; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            assertThat(read(damaged).texts()).containsExactly("first", "last");
        }
    }

    @Test
    void tellsOfALostEndWhereTheSameStartWroteOn() throws IOException {
        Path folder = Files.createTempDirectory(directory, "rolled");
        try (IntakeJournal journal = IntakeJournal.open(folder, OPTIONS.withSegmentBytes(200))) {
            for (String text : texts(0, RECORDS)) {
                journal.append(bytes(text));
            }
        }
        Path first = new Segments(folder).file(1);
        byte[] content = Files.readAllBytes(first);
        Files.write(first, Arrays.copyOf(content, content.length - frameAndText(Form.PRESENT)));
        Read read = read(folder);
        assertThat(read.texts()).hasSize(RECORDS - 1);
        assertThat(read.damage())
                .singleElement()
                .extracting(JournalDamage::missing)
                .isEqualTo(1L);
    }

    @Test
    void goesOnInTheSegmentThatIsWrittenToWhateverIsDamagedInIt() throws IOException {
        Path folder = Files.createTempDirectory(directory, "live");
        try (IntakeJournal journal = IntakeJournal.open(folder, OPTIONS);
                JournalReader reader = journal.reader(JournalPosition.START)) {
            for (String text : texts(0, 10)) {
                journal.append(bytes(text));
            }
            flip(new Segments(folder).file(1), journal.written().offset() - 1);
            Read begun = readAll(reader);
            assertThat(begun.texts()).isEqualTo(texts(0, 9));
            assertThat(begun.damage()).hasSize(1);
            for (String text : texts(10, 15)) {
                journal.append(bytes(text));
            }
            assertThat(readAll(reader).texts()).isEqualTo(texts(10, 15));
            assertThat(reader.position()).isEqualTo(journal.written());
        }
    }

    @Test
    void takesNoMemoryForALengthThatIsOnlyWritten() throws IOException {
        byte[] whole = segment(Form.BEFORE, 3);
        ByteBuffer.wrap(whole).putInt(Segments.HEADER_BYTES, 64 << 20);
        try (SegmentReader reader = new SegmentReader(file("lying", whole), 1, 64 << 20)) {
            SegmentEnd end = new SegmentEnd(whole.length, false);
            reader.examine(end);
            assertThat(reader.at(Segments.HEADER_BYTES, end)).isInstanceOf(SegmentReader.Damaged.class);
        }
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static void flip(Path path, long at) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            int b = file.read();
            file.seek(at);
            file.write(b ^ 0x20);
        }
    }

    private static int frameAndText(Form form) {
        return (form == Form.PRESENT ? Frame.BYTES : OldFrames.BYTES)
                + texts(0, 1).get(0).length();
    }

    private static List<String> texts(int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            texts.add(String.format("record %02d", i));
        }
        return texts;
    }

    private byte[] segment(Form form, int records) throws IOException {
        List<byte[]> payloads =
                texts(0, records).stream().map(DamagedJournalTest::bytes).toList();
        return form == Form.PRESENT ? written(payloads, false) : old(payloads);
    }

    private byte[] written(List<byte[]> payloads, boolean powerSafe) throws IOException {
        Path folder = Files.createTempDirectory(directory, "whole");
        try (IntakeJournal journal = IntakeJournal.open(folder, OPTIONS.withPowerSafe(powerSafe))) {
            for (byte[] payload : payloads) {
                journal.append(payload);
            }
        }
        return Files.readAllBytes(new Segments(folder).file(1));
    }

    /** A segment as earlier releases wrote it. */
    private static byte[] old(List<byte[]> payloads) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Segments.HEADER_BYTES)
                .putLong(Segments.OLD_MAGIC)
                .putLong(1)
                .array());
        for (byte[] payload : payloads) {
            byte[] length =
                    ByteBuffer.allocate(Integer.BYTES).putInt(payload.length).array();
            CRC32C crc = new CRC32C();
            crc.update(length);
            crc.update(payload);
            out.writeBytes(length);
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .array());
            out.writeBytes(payload);
        }
        return out.toByteArray();
    }

    private Read read(byte[] segment) throws IOException {
        Path folder = Files.createTempDirectory(directory, "damaged");
        Files.write(new Segments(folder).file(1), segment);
        return read(folder);
    }

    private static Read read(Path folder) throws IOException {
        try (IntakeJournal journal = IntakeJournal.open(folder, OPTIONS);
                JournalReader reader = journal.reader(JournalPosition.START)) {
            Read read = readAll(reader);
            assertThat(reader.position()).isEqualTo(journal.written());
            return read;
        }
    }

    private interface Taker {
        void take(JournalEntry entry);
    }

    private void readEntries(byte[] segment, Taker taker) throws IOException {
        Path folder = Files.createTempDirectory(directory, "damaged");
        Files.write(new Segments(folder).file(1), segment);
        try (IntakeJournal journal = IntakeJournal.open(folder, OPTIONS);
                JournalReader reader = journal.reader(JournalPosition.START)) {
            for (List<JournalEntry> some = reader.next(50, 1 << 20); !some.isEmpty(); some = reader.next(50, 1 << 20)) {
                some.forEach(taker::take);
            }
            assertThat(reader.position()).isEqualTo(journal.written());
        }
        Files.delete(new Segments(folder).file(1));
    }

    private static Read readAll(JournalReader reader) throws IOException {
        Read read = new Read(new ArrayList<>(), new ArrayList<>());
        for (List<JournalEntry> some = reader.next(7, 1000); !some.isEmpty(); some = reader.next(7, 1000)) {
            for (JournalEntry entry : some) {
                if (entry instanceof JournalRecord one) {
                    read.texts().add(new String(one.payload(), StandardCharsets.UTF_8));
                } else {
                    read.damage().add((JournalDamage) entry);
                }
            }
        }
        return read;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
