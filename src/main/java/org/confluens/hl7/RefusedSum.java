package org.confluens.hl7;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.confluens.platform.log.Log;

/**
 * Bounds all refused messages together, by number and by bytes: beyond it the settled give way, then the oldest. Messages that
 * were carried out are not counted and never dropped.
 */
final class RefusedSum {

    private static final Log LOG = Log.of(RefusedSum.class);

    private final long mostMessages;
    private final long mostBytes;
    private final AtomicLong dropped = new AtomicLong();
    /** At least what the table holds, so that it is read only where it may be too much; negative before the first count. */
    private long messages = -1;

    private long bytes;

    /** @param mostBytes of the messages themselves */
    RefusedSum(long mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** How many were dropped since the start. */
    long dropped() {
        return dropped.get();
    }

    /** After one more was kept, of that many bytes: makes room down to nine tenths where the sum is beyond the bound. */
    synchronized void kept(DataSource database, int size) throws SQLException {
        messages++;
        bytes += size;
        if (messages > 0 && messages <= mostMessages && bytes <= mostBytes) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            count(connection);
            if (messages > mostMessages || bytes > mostBytes) {
                drop(connection);
            }
        } catch (SQLException e) {
            messages = -1;
            throw e;
        }
    }

    private void count(Connection connection) throws SQLException {
        String sql = "select count(*), coalesce(sum(octet_length(message)), 0) from hl7_message where code <> 'AA'";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            messages = row.getLong(1);
            bytes = row.getLong(2);
        }
    }

    private void drop(Connection connection) throws SQLException {
        int gone = 0;
        try (PreparedStatement delete =
                connection.prepareStatement("delete from hl7_message where id = ? and code <> 'AA'")) {
            for (long id : victims(connection)) {
                delete.setLong(1, id);
                gone += delete.executeUpdate();
            }
        }
        dropped.addAndGet(gone);
        LOG.warning(
                "{0} refused HL7 messages were dropped, the settled and the oldest: there were more than"
                        + " confluens.hl7.refused-most or confluens.hl7.refused-size",
                gone);
    }

    /** The newest is never one of them. */
    private List<Long> victims(Connection connection) throws SQLException {
        String sql = "select id, octet_length(message) from hl7_message where code <> 'AA'"
                + " order by case when settled_at is null then 1 else 0 end, id";
        List<Long> victims = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (messages > 1 && (messages > mostMessages * 9 / 10 || bytes > mostBytes / 10 * 9) && row.next()) {
                victims.add(row.getLong(1));
                messages--;
                bytes -= row.getLong(2);
            }
        }
        return victims;
    }
}
