package org.confluens.intake;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.confluens.transaction.ContainerTransaction;

/** What was refused, with the reason, where a person can see it. The newest stay. */
@ApplicationScoped
class RefusalLog {

    private static final int KEPT = 10_000;
    private static final int IDS_A_REFUSAL = 50;

    private final Refusals waiting = new Refusals();

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private ContainerTransaction transaction;

    /** Where refusals are put down without waiting for the database. */
    Refusals waiting() {
        return waiting;
    }

    /** Writes what was put down; when the database does not take it, it stays put down. */
    void write() throws SQLException {
        List<Refusal> refusals = waiting.take();
        try {
            transaction.callNew(() -> insert(refusals));
        } catch (SQLException | RuntimeException e) {
            refusals.forEach(waiting::add);
            throw e;
        }
    }

    private int insert(List<Refusal> refusals) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Rows rows = new Rows(connection);
            long last = 0;
            try (PreparedStatement insert =
                    rows.prepare("insert into intake_refusal (id, refused_at, sender, sop_class_uid, sop_instance_uid,"
                            + " transfer_syntax_uid, status, reason) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Refusal refusal : refusals) {
                    last = rows.next("intake_refusal_seq");
                    bind(insert, last, refusal);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return rows.update("delete from intake_refusal where id < ?", last - (long) KEPT * IDS_A_REFUSAL);
        }
    }

    private static void bind(PreparedStatement insert, long id, Refusal refusal) throws SQLException {
        Rows.bind(
                insert,
                id,
                refusal.refusedAt(),
                Rows.cut(refusal.sender(), 16),
                Rows.cut(refusal.sopClassUid(), 64),
                Rows.cut(refusal.sopInstanceUid(), 64),
                Rows.cut(refusal.transferSyntaxUid(), 64),
                refusal.status(),
                Rows.cut(refusal.reason(), 256));
    }

    /** The newest refusals, the newest first. */
    @Transactional(rollbackOn = Exception.class)
    List<Refusal> newest(int count) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select refused_at, sender, sop_class_uid, sop_instance_uid, transfer_syntax_uid, status, reason"
                                + " from intake_refusal order by id desc limit ?")) {
            select.setInt(1, count);
            try (ResultSet rows = select.executeQuery()) {
                List<Refusal> refusals = new ArrayList<>();
                while (rows.next()) {
                    refusals.add(refusal(rows));
                }
                return refusals;
            }
        }
    }

    private static Refusal refusal(ResultSet row) throws SQLException {
        return new Refusal(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7));
    }
}
