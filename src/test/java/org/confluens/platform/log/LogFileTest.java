package org.confluens.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {

    private static final Log LOG = Log.of(LogFileTest.class);
    private static final int MOST_BYTES = 20_000;

    @TempDir
    Path folder;

    @Test
    void theFilesTogetherHaveABoundedLengthAndTheLastLineIsInTheFirst() throws IOException {
        logging(() -> {
            for (int i = 0; i < 1_900; i++) {
                LOG.info("step {0} of many, with some words to fill the line", i);
            }
        });
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(MOST_BYTES));
        }
        assertThat(said()).endsWith("step 1899 of many, with some words to fill the line\n");
    }

    @Test
    void whatIsThereIsKeptWhenTheServiceStartsAgain() throws IOException {
        logging(() -> {
            LOG.info("the first run");
        });
        logging(() -> {
            LOG.info("the second run");
        });
        assertThat(said()).contains("the first run\n").endsWith("the second run\n");
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        logging(() -> {
            LOG.info("something");
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("confluens.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFailureThatRepeatsIsToldOnceWithItsCount() throws IOException {
        logging(() -> {
            for (int i = 0; i < 5_000; i++) {
                LOG.warning("Request refused: there is no connection to the database");
            }
        });
        assertThat(said().lines()).hasSize(2);
        assertThat(said()).contains("(4999 more such lines in a minute) Request refused");
    }

    @Test
    void failuresOfOneKindThatDifferAreToldAFewTimesAndThenCounted() throws IOException {
        logging(() -> {
            for (int i = 0; i < 5_000; i++) {
                LOG.error("HL7 message {0} could not be carried out", i);
            }
        });
        assertThat(said().lines()).hasSize(21);
        assertThat(said()).contains("(4980 more such lines in a minute) HL7 message 4999");
    }

    @Test
    void whatTheContainerRepeatsIsCountedToo() throws IOException {
        logging(() -> {
            for (int i = 0; i < 1_000; i++) {
                LogRecord line = new LogRecord(Level.WARNING, "Local Exception Stack: \nException [4002] " + i);
                line.setThrown(new SQLException("DOE^JANE"));
                Logger.getLogger("org.eclipse.persistence").log(line);
            }
        });
        assertThat(said().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Local Exception Stack: \nValue too long for column: 'DOE^JANE'",
                "failed: DOE^JANE",
                "bind => [1, DOE^JANE]",
                "could not parse 'DOE^JANE'",
                "could not parse \"DOE^JANE\"",
                "INSERT INTO patients (name) VALUES (DOE^JANE)",
                "EclipseLink-4002: Internal Exception: DOE^JANE",
                "name=DOE^JANE",
                "<td>DOE^JANE</td>",
                "two lines\nDOE^JANE"
            })
    void whatALibraryQuotesIsNotWritten(String message) throws IOException {
        logging(() -> {
            LogRecord line = new LogRecord(Level.SEVERE, message);
            line.setThrown(new IllegalStateException("DOE^JANE", new SQLException("DOE^JANE", "22001")));
            Logger.getLogger("com.openhtmltopdf").log(line);
            Logger.getLogger("org.eclipse.persistence").log(Level.WARNING, "failed {0}", "DOE^JANE");
            System.err.println(message);
            System.out.println(message);
            new IllegalStateException(message).printStackTrace();
        });
        assertThat(said())
                .doesNotContain("DOE")
                .contains("IllegalStateException, because of java.sql.SQLException (SQL");
    }

    @Test
    void aLineOfTheContainerCannotBeEndedBySomebodyElse() throws IOException {
        logging(() -> {
            Logger.getLogger("PayaraMicro").info("deployed \u001b[31m a\n2026-11-30 SEVERE false\u2028line");
        });
        assertThat(said().lines()).hasSize(1);
        assertThat(said()).contains("\\u001b[31m a\\u000a2026").contains("\\u2028");
    }

    @Test
    void aDiskWithoutRoomTakesOnlyWhatDidNotGoAsItShould() throws IOException {
        LogFile log = LogFile.begin(new LogFile.Limits(folder.resolve("confluens.log"), MOST_BYTES, 3, () -> false));
        LOG.info("as it should");
        LOG.warning("not as it should");
        log.close();
        assertThat(said()).doesNotContain(": as it should").contains("not as it should");
    }

    @Test
    void afterItsEndTheLoggersWriteWhereTheyDidBefore() throws IOException {
        var before = Logger.getLogger("").getHandlers();
        var out = System.out;
        begin().close();
        assertThat(Logger.getLogger("").getHandlers()).containsExactly(before);
        assertThat(System.out).isSameAs(out);
    }

    @Test
    void afterItsEndTooOnlyClassAndPlaceOfAFailureAreTold() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StreamHandler console = new StreamHandler(said, new SimpleFormatter());
        Logger root = Logger.getLogger("");
        root.addHandler(console);
        try {
            begin().close();
            LogRecord line = new LogRecord(Level.SEVERE, "Exception while loading the app : DOE^JANE");
            line.setThrown(new IllegalStateException("DOE^JANE", new SQLException("DOE^JANE", "22001")));
            for (String logger : List.of("javax.enterprise.system.core", "org.glassfish.admin", "PayaraMicro")) {
                Logger.getLogger(logger).log(line);
                Logger.getLogger(logger).severe("Exception while loading the app : DOE^JANE");
            }
            console.flush();
        } finally {
            root.removeHandler(console);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .doesNotContain("DOE")
                .contains("Exception while loading the app java.lang.IllegalStateException, because of"
                        + " java.sql.SQLException (SQL state 22001), at ");
    }

    private void logging(Runnable work) throws IOException {
        try (LogFile log = begin()) {
            work.run();
            log.flush();
        }
    }

    private LogFile begin() throws IOException {
        return LogFile.begin(new LogFile.Limits(folder.resolve("confluens.log"), MOST_BYTES, 3, () -> true));
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("confluens.log"));
    }
}
