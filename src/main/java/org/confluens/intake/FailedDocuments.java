package org.confluens.intake;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Documents from elsewhere that could not be handed on however often it was tried; they wait for a person. */
@ApplicationScoped
@Transactional
class FailedDocuments {

    /** One of them, and what went wrong the last time. */
    record Failed(String sopInstanceUid, String studyInstanceUid, String sender, int attempts, String problem) {}

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private Clock clock;

    protected FailedDocuments() {}

    FailedDocuments(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Those that were tried last, at most so many. */
    List<Failed> newest(int most) {
        String sql = "select sop_instance_uid, study_instance_uid, sender, attempts, problem from intake_document"
                + " where state = 'FAILED' order by next_attempt_at desc, sop_instance_uid fetch first ? rows only";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, most);
            List<Failed> failed = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    failed.add(new Failed(
                            row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getString(5)));
                }
            }
            return failed;
        } catch (SQLException e) {
            throw new IllegalStateException("the documents that failed cannot be read", e);
        }
    }

    /** Has it handed on now, and as often again as a new one; false when no such document has failed. */
    boolean tryAgain(String sopInstanceUid) {
        try (Connection connection = database.getConnection()) {
            return new Rows(connection)
                            .update(
                                    "update intake_document set state = 'WAITING', attempts = 0, next_attempt_at = ?"
                                            + " where sop_instance_uid = ? and state = 'FAILED'",
                                    clock.instant(),
                                    sopInstanceUid)
                    == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("the document cannot be tried again", e);
        }
    }
}
