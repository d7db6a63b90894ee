package org.confluens.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.confluens.intake.journal.JournalDamage;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.intake.journal.JournalReader;
import org.confluens.platform.disk.OwnerOnly;

/**
 * What was acknowledged and can't be brought to the database: records that it can't take, and damaged stretches of the
 * journal. Kept as files until a person looks at them; nothing here deletes one.
 */
final class Quarantine {

    private static final int SHOWN = 100;

    private final Path folder;

    Quarantine(Path folder) {
        this.folder = folder;
    }

    /** Keeps a record under the place where the journal's next record begins. */
    void keep(byte[] payload, JournalPosition next) throws IOException {
        OwnerOnly.write(file(next, "record"), payload);
    }

    /** Keeps a record likewise that memory does not suffice for. */
    void keepRecord(JournalReader reader, JournalDamage one) throws IOException {
        reader.copy(one, file(one.next(), "record"));
    }

    /** Keeps a damaged stretch under the place where it begins, or says how many records are missing there. */
    void keep(JournalReader reader, JournalDamage damage) throws IOException {
        if (damage.bytes() > 0) {
            reader.copy(damage, file(damage.from(), "damaged"));
        } else {
            Files.writeString(file(damage.from(), "missing"), damage.missing() + " records are missing here\n");
        }
    }

    private Path file(JournalPosition place, String kind) throws IOException {
        OwnerOnly.folder(folder);
        return folder.resolve(String.format("%016x-%016x.%s", place.segment(), place.offset(), kind));
    }

    /** How many files wait for a person. */
    int files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> kept = Files.list(folder)) {
            return (int) kept.count();
        }
    }

    /**
     * A file that waits.
     *
     * @param kind {@code record}, {@code damaged} (bytes of the journal) or {@code missing} (records are missing there)
     */
    record Kept(String name, String kind, long bytes, Instant since) {

        private static Kept of(Path file) {
            String name = file.getFileName().toString();
            try {
                return new Kept(
                        name,
                        name.substring(name.lastIndexOf('.') + 1),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant());
            } catch (IOException e) {
                throw new UncheckedIOException("a file of the quarantine can't be looked at", e);
            }
        }
    }

    /** The files that came last. */
    List<Kept> newest() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> kept = Files.list(folder)) {
            return kept.map(Kept::of)
                    .sorted(Comparator.comparing(Kept::since).reversed())
                    .limit(SHOWN)
                    .toList();
        }
    }
}
