package org.confluens.hl7;

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
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.sql.DataSource;
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

    protected MessageLog() {}

    MessageLog(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    boolean isCarriedOut(String message) {
        String sql = "select 1 from hl7_message where digest = ? and code = 'AA'";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, digest(message));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new WorklistUnavailableException(e);
        }
    }

    void carriedOut(Header header, String message) {
        write(header, message, "AA", "");
    }

    /** In a transaction of its own: that of the message was rolled back. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void refused(Header header, String message, RefusedMessageException refusal) {
        write(header, message, refusal.kind().name(), refusal.code().value() + " " + refusal.getMessage());
    }

    private void write(Header header, String message, String code, String problem) {
        String sql = "insert into hl7_message (digest, control_id, message_type, sender, code, problem, message,"
                + " received_at) values (?, ?, ?, ?, ?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, digest(message));
            insert.setString(2, cut(header.controlId(), 200));
            insert.setString(3, cut(header.messageType() + "^" + header.event(), 32));
            insert.setString(4, cut(header.sendingApplication() + "|" + header.sendingFacility(), 200));
            insert.setString(5, code);
            insert.setString(6, cut(problem, 1000));
            insert.setBytes(7, message.getBytes(StandardCharsets.UTF_8));
            insert.setObject(8, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new WorklistUnavailableException(e);
        }
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
