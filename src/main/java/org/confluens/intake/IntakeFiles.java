package org.confluens.intake;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.confluens.config.Settings;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalOptions;

/** The files that intake keeps in the data folder: the journal, and what could not be written to the database. */
@ApplicationScoped
class IntakeFiles {

    private static final long MIB = 1L << 20;

    private Settings settings;
    private IntakeJournal journal;
    private Quarantine quarantine;
    private String node;
    private volatile Runnable writers = () -> {};

    protected IntakeFiles() {}

    @Inject
    IntakeFiles(Settings settings) {
        this.settings = settings;
    }

    @PostConstruct
    void open() {
        Path folder = settings.path("confluens.data-dir").resolve("intake");
        JournalOptions options = JournalOptions.defaults()
                .withPowerSafe(settings.flag("confluens.intake.power-safe"))
                .withMinimumFreeBytes(settings.integer("confluens.intake.free-space") * MIB);
        try {
            journal = IntakeJournal.open(folder, options);
            node = NodeName.in(folder);
            quarantine = new Quarantine(
                    folder.resolve("quarantine"),
                    settings.integer("confluens.intake.quarantine-files"),
                    settings.integer("confluens.intake.quarantine-size") * MIB);
        } catch (IOException e) {
            throw new UncheckedIOException("the intake journal in " + folder + " can't be opened", e);
        }
    }

    /** What has to stop before the journal closes: whoever writes to it. */
    void beforeClose(Runnable stop) {
        writers = stop;
    }

    @PreDestroy
    void close() {
        writers.run();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IntakeJournal journal() {
        return journal;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** The name of this node's journal. */
    String node() {
        return node;
    }
}
