package org.confluens.hl7;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.confluens.config.Settings;
import org.confluens.worklist.WorklistUnavailableException;

/**
 * Which messages were carried out, so that a repeated one changes nothing, and which were refused, so that none is lost
 * without a trace. Two messages are the same when they differ in their date (MSH-7) at most.
 */
@ApplicationScoped
@Transactional
public class MessageLog {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private Clock clock;

    @Inject
    private Settings settings;

    private RefusedSum sum;

    protected MessageLog() {}

    MessageLog(DataSource database, Clock clock) {
        this(database, clock, new RefusedSum(Long.MAX_VALUE / 10, Long.MAX_VALUE));
    }

    MessageLog(DataSource database, Clock clock, RefusedSum sum) {
        this.database = database;
        this.clock = clock;
        this.sum = sum;
    }

    @PostConstruct
    void bound() {
        sum = new RefusedSum(
                settings.integer("confluens.hl7.refused-most"),
                (long) settings.integer("confluens.hl7.refused-size") << 20);
    }

    /** How many refused messages were dropped since the start, because there were too many or they were too large together. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public long droppedRefusals() {
        return sum.dropped();
    }

    boolean isCarriedOut(String message) {
        return run("select 1 from hl7_message where digest = ? and code = 'AA'", select -> {
            select.setString(1, digest(message));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        });
    }

    /** Earlier refusals of the same message are settled by it: its sender has tried again. */
    void carriedOut(Header header, String message) {
        write(header, message, "AA", "");
        run(
                "update hl7_message set settled_at = ? where digest = ? and code <> 'AA' and settled_at is null",
                update -> {
                    update.setObject(1, now());
                    update.setString(2, digest(message));
                    return update.executeUpdate();
                });
    }

    /** The newest messages that were refused and that nobody has dealt with. */
    List<RefusedMessage> refusals(int most) {
        String sql = "select id, control_id, message_type, sender, code, problem, received_at from hl7_message"
                + " where code <> 'AA' and settled_at is null order by id desc fetch first ? rows only";
        return run(sql, select -> {
            select.setInt(1, most);
            List<RefusedMessage> refusals = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    refusals.add(new RefusedMessage(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
            return refusals;
        });
    }

    /** The text of a message that was refused, one segment a line end. */
    Optional<String> refusedText(long id) {
        return run("select message from hl7_message where id = ? and code <> 'AA'", select -> {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new String(row.getBytes(1), StandardCharsets.UTF_8)) : Optional.empty();
            }
        });
    }

    /** Takes a refusal off the list; false when there is none of that number. */
    boolean settle(long id) {
        return run("update hl7_message set settled_at = ? where id = ? and code <> 'AA'", update -> {
            update.setObject(1, now());
            update.setLong(2, id);
            return update.executeUpdate() == 1;
        });
    }

    /**
     * Deletes messages that were carried out before that time, and refused ones that were settled before it; refused ones
     * that nobody has dealt with stay. A message that is repeated later is a new one.
     *
     * @return how many
     */
    int forgetBefore(Instant time) {
        String sql = "delete from hl7_message where received_at < ? and (code = 'AA' or settled_at < ?)";
        return run(sql, delete -> {
            delete.setObject(1, time.atOffset(ZoneOffset.UTC));
            delete.setObject(2, time.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new WorklistUnavailableException(e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** In a transaction of its own: that of the message was rolled back. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void refused(Header header, String message, RefusedMessageException refusal) {
        write(header, message, refusal.kind().name(), refusal.code().value() + " " + refusal.getMessage());
        try {
            sum.kept(database, message.getBytes(StandardCharsets.UTF_8).length);
        } catch (SQLException e) {
            throw new WorklistUnavailableException(e);
        }
    }

    private void write(Header header, String message, String code, String problem) {
        String sql = "insert into hl7_message (digest, control_id, message_type, sender, code, problem, message,"
                + " received_at) values (?, ?, ?, ?, ?, ?, ?, ?)";
        run(sql, insert -> {
            insert.setString(1, digest(message));
            insert.setString(2, cut(header.controlId(), 200));
            insert.setString(3, cut(header.messageType() + "^" + header.event(), 32));
            insert.setString(4, cut(header.sendingApplication() + "|" + header.sendingFacility(), 200));
            insert.setString(5, code);
            insert.setString(6, cut(problem, 1000));
            insert.setBytes(7, message.getBytes(StandardCharsets.UTF_8));
            insert.setObject(8, now());
            return insert.executeUpdate();
        });
    }

    private static String digest(String message) {
        try {
            byte[] same = withoutDate(message).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(same));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String withoutDate(String message) {
        int start = 0;
        for (int field = 0; field < 6 && start >= 0; field++) {
            start = message.indexOf(message.length() > 3 ? message.charAt(3) : '|', start + 1);
        }
        int end = start < 0 ? -1 : message.indexOf(message.charAt(3), start + 1);
        return end < 0 ? message : message.substring(0, start) + message.substring(end);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
