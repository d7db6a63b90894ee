package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the file under a database that is open, with a real one. */
class EmbeddedFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private Connection database;

    enum Harm {
        DELETED {
            @Override
            void to(Path file) throws IOException {
                Files.delete(file);
            }
        },
        EMPTIED {
            @Override
            void to(Path file) throws IOException {
                Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            }
        },
        OVERWRITTEN {
            @Override
            void to(Path file) throws IOException {
                Files.write(file, new byte[100_000]);
            }
        },
        REPLACED_BY_A_COPY {
            @Override
            void to(Path file) throws IOException {
                Path copy = Files.copy(file, file.resolveSibling("copy"));
                Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            }
        };

        abstract void to(Path file) throws IOException;
    }

    @BeforeEach
    void open() throws SQLException {
        file = folder.resolve("database.mv.db");
        database = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("database") + ";WRITE_DELAY=0");
        execute("create table thing (id int)");
    }

    @AfterEach
    void close() throws SQLException {
        execute("shutdown immediately");
    }

    @Test
    void isIntactWhileTheDatabaseGrowsAndGivesRoomBack() throws SQLException {
        EmbeddedFile watched = new EmbeddedFile(file);
        assertThat(watched.isIntact()).isTrue();

        execute("insert into thing select x from system_range(1, 100000)");
        execute("delete from thing");
        execute("checkpoint sync");

        assertThat(new EmbeddedFile(file).isIntact()).isTrue();
        assertThat(watched.lookNow()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void isNotIntactOnceItIsNotTheFileThatWasOpened(Harm harm) throws IOException {
        EmbeddedFile watched = new EmbeddedFile(file);
        assertThat(watched.isIntact()).isTrue();

        harm.to(file);

        assertThat(watched.lookNow()).isFalse();
        assertThat(watched.isIntact()).isFalse();
        assertThatThrownBy(watched::check).isInstanceOf(SQLException.class).hasMessageContaining("database.mv.db");
    }

    @Test
    void aFileThatIsStillToBeMadeIsNoHarm() {
        assertThat(new EmbeddedFile(folder.resolve("new.mv.db")).isIntact()).isTrue();
    }

    @Test
    void nothingIsChangedInAFileThatIsNotTheDatabasesAnyMore() throws SQLException, IOException {
        EmbeddedFile watched = new EmbeddedFile(file);
        assertThat(watched.isIntact()).isTrue();
        Files.delete(file);
        assertThat(watched.lookNow()).isFalse();

        Connection guarded = EmbeddedConnection.of(database, new WriteTurn(1000), watched);

        assertThat(guarded.isValid(1)).isFalse();
        try (Statement statement = guarded.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into thing values (1)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
