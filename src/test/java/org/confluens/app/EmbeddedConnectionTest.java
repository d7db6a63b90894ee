package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedConnectionTest {

    @TempDir
    private Path folder;

    @Test
    void isNotValidOnceItsDatabaseCouldNotWriteAndANewOneIs() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("database") + ";WRITE_DELAY=0";
        Connection connection = EmbeddedConnection.of(
                DriverManager.getConnection(url),
                new WriteTurn(1000),
                EmbeddedFile.elsewhere(Path.of("database.mv.db")));
        assertThat(connection.isValid(1)).isTrue();

        cannotWrite(url);

        assertThat(connection.isValid(1)).isFalse();
        try (Connection again = EmbeddedConnection.of(
                DriverManager.getConnection(url),
                new WriteTurn(1000),
                EmbeddedFile.elsewhere(Path.of("database.mv.db")))) {
            assertThat(again.isValid(1)).isTrue();
        }
    }

    /** An interrupt closes the file under the database while it writes, which it takes as it takes a full disk. */
    private static void cannotWrite(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> statement.execute("create table anything (id int)"))
                    .isInstanceOf(SQLException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
