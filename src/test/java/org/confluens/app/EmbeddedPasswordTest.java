package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.confluens.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPasswordTest {

    private static final String MODE =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";

    @TempDir
    private Path folder;

    @Test
    void aNewDatabaseHasAPasswordThatOnlyItsFolderKnows() throws Exception {
        write("create table kept (id int); insert into kept values (1)");

        assertThat(Files.readString(folder.resolve("database.password"))).matches("[0-9a-f]{64}");
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "confluens", ""))
                .isInstanceOf(SQLException.class);
        assertThat(count()).isOne();
    }

    @Test
    void aDatabaseOfAnEarlierReleaseGetsOne() throws Exception {
        withoutPassword();

        assertThat(count()).isOne();
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "confluens", ""))
                .isInstanceOf(SQLException.class);
        assertThat(count()).isOne();
    }

    @Test
    void aStartThatWasKilledBetweenWritingAndSettingItGoesOn() throws Exception {
        withoutPassword();
        Files.writeString(folder.resolve("database.password.new"), "ab".repeat(32));

        assertThat(count()).isOne();
        assertThat(Files.readString(folder.resolve("database.password"))).isEqualTo("ab".repeat(32));
    }

    @Test
    void aStartThatWasKilledAfterSettingItGoesOn() throws Exception {
        withoutPassword();
        assertThat(count()).isOne();
        Files.move(folder.resolve("database.password"), folder.resolve("database.password.new"));

        assertThat(count()).isOne();
    }

    @Test
    void onlyTheOwnerMayReadWhatTheDatabaseWrites() throws Exception {
        write("create table kept (id int)");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void noFileQuotesTheValuesOfAFailedStatement() throws Exception {
        write("create table kept (name varchar(5))");
        assertThatThrownBy(() -> write("insert into kept values ('MARKER^JANE')"))
                .isInstanceOf(SQLException.class);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith("trace.db"));
        }
    }

    private void withoutPassword() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "confluens", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept (id int); insert into kept values (1)");
        }
    }

    private void write(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private ConfluensDataSource source() {
        return new ConfluensDataSource(Settings.of(Map.of("confluens.data-dir", folder.toString())));
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("confluens") + MODE;
    }
}
