package org.confluens.app;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.platform.disk.Room;
import org.confluens.platform.log.Log;
import org.confluens.platform.log.LogFile;

/** Opens the log before any bean is made, and closes it after the last one is gone. */
public class LogStart implements Extension {

    private static final Log LOG = Log.of(LogStart.class);
    private static final int MIB = 1 << 20;

    private Optional<LogFile> log = Optional.empty();

    void begin(@Observes BeforeBeanDiscovery event) {
        Settings settings = Settings.ofThisProcess();
        Path folder = settings.path("confluens.data-dir");
        Room room = settings.room();
        try {
            Optional<String> changed = Rights.check(settings);
            log = Optional.of(LogFile.begin(new LogFile.Limits(
                    folder.resolve("confluens.log"),
                    (long) settings.integer("confluens.log.file-size") * MIB,
                    settings.integer("confluens.log.files"),
                    room::isLeft)));
            changed.ifPresent(words -> LOG.warning("{0}", words));
        } catch (IOException e) {
            throw new UncheckedIOException("the log in " + folder + " cannot be written", e);
        }
    }

    void end(@Observes BeforeShutdown event) {
        log.ifPresent(LogFile::close);
    }
}
