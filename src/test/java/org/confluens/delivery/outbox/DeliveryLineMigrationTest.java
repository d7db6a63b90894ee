package org.confluens.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents that an older release left in the outbox get the line and the place that they would have now. */
class DeliveryLineMigrationTest {

    @Test
    void givesWhatWasLeftBeforeItsLineAndItsPlaceByTheTimeAndNotByTheKey() throws Exception {
        try (Connection database =
                DriverManager.getConnection("jdbc:h2:mem:lines;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE")) {
            run(database, "V50__delivery");
            run(database, "V80__commitment_failures");
            add(database, 101, "report 7 version 1", "08:00");
            add(database, 5, "report 7 version 2", "08:10");
            add(database, 6, "report 7 PDF", "08:10");
            add(database, 102, "report 7 rejection note", "09:00");
            add(database, 7, "report 77 version 1", "08:05");
            add(database, 8, "something else", "08:06");
            run(database, "V87__delivery_order");

            assertThat(rows(database))
                    .containsExactly(
                            "101 report 7 1",
                            "5 report 7 2",
                            "6 report 7 3",
                            "102 report 7 4",
                            "7 report 77 1",
                            "8 null null");
        }
    }

    private static void add(Connection database, int id, String reference, String time) throws SQLException {
        String at = "timestamp with time zone '2026-03-01 " + time + ":00+00'";
        try (Statement insert = database.createStatement()) {
            insert.execute("insert into delivery (id, reference, sop_class_uid, sop_instance_uid, study_instance_uid,"
                    + " destination, state, created_at, next_attempt_at, attempts, problem, commitment, commitment_uid,"
                    + " version) values (" + id + ", '" + reference + "', '1.2', '1.2." + id + "', '1.3', 'PACS@a:1',"
                    + " 'WAITING', " + at + ", " + at + ", 0, '', 'NONE', '', 0)");
        }
    }

    private static List<String> rows(Connection database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement select = database.createStatement();
                ResultSet row = select.executeQuery(
                        "select id || ' ' || coalesce(line, 'null') || ' ' || coalesce(cast(place as varchar), 'null')"
                                + " from delivery order by line nulls last, place")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private static void run(Connection database, String script) throws IOException, SQLException {
        try (InputStream in = DeliveryLineMigrationTest.class.getResourceAsStream("/db/migration/" + script + ".sql");
                Statement statement = database.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
