package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of much garbage and little content. */
class EmbeddedCompactionTest {

    private static final int ROWS = 200;
    private static final int ROUNDS = 40;
    private static final int BODY = 20_000;
    private static final long MIB = 1L << 20;
    private static final long CONTENT_MIB = (long) ROWS * BODY / MIB;

    @TempDir
    private Path folder;

    private DataSource database;
    private Connection open;
    private EmbeddedCompaction compaction;

    @BeforeEach
    void writeEverythingManyTimes() throws SQLException {
        database = CommittingProcess.database(folder.toString());
        compaction = ConfluensDataSource.compaction(CommittingProcess.settings(folder.toString()))
                .orElseThrow();
        open = database.getConnection();
        try (Statement statement = open.createStatement()) {
            statement.execute("create table part (id int primary key, round int, body varbinary)");
        }
        try (PreparedStatement merge = open.prepareStatement("merge into part key (id) values (?, ?, ?)")) {
            Random random = new Random(5);
            byte[] body = new byte[BODY];
            for (int round = 0; round < ROUNDS; round++) {
                for (int row = 0; row < ROWS; row++) {
                    random.nextBytes(body);
                    merge.setInt(1, row);
                    merge.setInt(2, round);
                    merge.setBytes(3, body);
                    merge.executeUpdate();
                }
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        open.close();
    }

    @Test
    void theFileBecomesAsSmallAsItsContentWhileTheDatabaseIsIdle() throws SQLException, IOException {
        assertThat(fileMib()).isGreaterThan(20 * CONTENT_MIB);

        compaction.look();
        for (int looks = 0; looks < 20 && compaction.look(); looks++) {}

        assertThat(fileMib()).isLessThan(4 * CONTENT_MIB);
        assertThat(rowsOfTheLastRound()).isEqualTo(ROWS);
    }

    @Test
    void theFileBecomesAsSmallAsItsContentAtAStop() throws SQLException, IOException {
        compaction.finish(60_000);

        assertThat(fileMib()).isLessThan(4 * CONTENT_MIB);
        assertThat(rowsOfTheLastRound()).isEqualTo(ROWS);
    }

    @Test
    void aTransactionThatReadsKeepsReadingWhatItReadBefore() throws SQLException {
        try (Connection reader = database.getConnection();
                Statement statement = reader.createStatement()) {
            statement.setFetchSize(1);
            try (ResultSet rows = statement.executeQuery("select round, body from part order by id")) {
                rows.next();
                compaction.finish(60_000);
                int seen = 1;
                while (rows.next()) {
                    assertThat(rows.getInt(1)).isEqualTo(ROUNDS - 1);
                    assertThat(rows.getBytes(2)).hasSize(BODY);
                    seen++;
                }
                assertThat(seen).isEqualTo(ROWS);
            }
        }
    }

    @Test
    void leavesTheFileAloneWhileSomebodyChangesTheDatabase() throws SQLException, IOException {
        long before = fileMib();
        open.setAutoCommit(false);
        try (Statement statement = open.createStatement()) {
            statement.executeUpdate("update part set round = 0 where id = 0");
            compaction.look();
            assertThat(compaction.look()).isFalse();
        }
        assertThat(fileMib()).isGreaterThanOrEqualTo(before);
        open.rollback();
    }

    private long fileMib() throws IOException {
        return Files.size(folder.resolve("confluens.mv.db")) / MIB;
    }

    private int rowsOfTheLastRound() throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from part where round = " + (ROUNDS - 1))) {
            count.next();
            return count.getInt(1);
        }
    }
}
