package org.confluens.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.confluens.intake.journal.JournalPosition;

/** Records that were acknowledged and that the database can't take: kept as files until a person looks at them. */
final class Quarantine {

    private final Path folder;

    Quarantine(Path folder) {
        this.folder = folder;
    }

    /** Keeps a record under the place where the journal's next record begins. */
    void keep(byte[] payload, JournalPosition next) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(String.format("%016x-%016x.record", next.segment(), next.offset())), payload);
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
}
