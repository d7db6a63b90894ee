package org.confluens.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.confluens.intake.journal.JournalDamage;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.intake.journal.JournalReader;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.platform.log.Log;

/**
 * What was acknowledged and can't be brought to the database: records that it can't take, and damaged stretches of the
 * journal. Kept as files until a person looks at them; nothing here deletes one. What the journal holds already is kept
 * also when they are more than the limits, but then nothing new is taken, see {@link QuarantineGate}.
 */
final class Quarantine {

    private static final Log LOG = Log.of(Quarantine.class);
    private static final int SHOWN = 100;

    /** A person's moving of the files is seen this soon; a look at the folder costs little beside a second. */
    private static final long LOOKED_EVERY_NANOS = 1_000_000_000;

    private final Path folder;
    private final int mostFiles;
    private final long mostBytes;
    private final LongSupplier nanos;
    private volatile long looked;
    private volatile SetAside seen = SetAside.NONE;

    /**
     * @param mostFiles with so many files nothing new is taken
     * @param mostBytes likewise, of their length together
     */
    Quarantine(Path folder, int mostFiles, long mostBytes) {
        this(folder, mostFiles, mostBytes, System::nanoTime);
    }

    Quarantine(Path folder, int mostFiles, long mostBytes, LongSupplier nanos) {
        this.folder = folder;
        this.nanos = nanos;
        this.mostFiles = mostFiles;
        this.mostBytes = mostBytes;
        this.looked = nanos.getAsLong() - LOOKED_EVERY_NANOS;
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

    /**
     * What waits for a person, as of this second.
     *
     * @throws IOException when the folder can't be read
     */
    SetAside now() throws IOException {
        return isDue() ? lookAgain() : seen;
    }

    private boolean isDue() {
        return nanos.getAsLong() - looked >= LOOKED_EVERY_NANOS;
    }

    private synchronized SetAside lookAgain() throws IOException {
        if (!isDue()) {
            return seen;
        }
        SetAside before = seen;
        seen = look();
        looked = nanos.getAsLong();
        if (seen.full() && !before.full()) {
            LOG.error(
                    "{0} files of {1} bytes wait in the quarantine {2}: no further object is taken until somebody"
                            + " has looked at them and moved them",
                    seen.files(), seen.bytes(), folder);
        } else if (before.full() && !seen.full()) {
            LOG.info("the quarantine has room again: objects are taken");
        }
        return seen;
    }

    private SetAside look() throws IOException {
        if (!Files.isDirectory(folder)) {
            return SetAside.NONE;
        }
        try (Stream<Path> kept = Files.list(folder)) {
            List<Kept> files = kept.map(Kept::of).toList();
            long bytes = files.stream().mapToLong(Kept::bytes).sum();
            return new SetAside(files.size(), bytes, files.size() >= mostFiles || bytes >= mostBytes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
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
