package org.confluens.report.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The seals in the database, without the entities: puts them on what was written before there were any, once, and tells
 * whether the database's rows are sealed with a key.
 */
public final class SealDatabase {

    private static final int BATCH = 500;
    private static final String VERSIONS = "select v.*, s.seal as kept_seal from report_version v"
            + " left join report_version_seal s on s.version_id = v.id where v.report_id = ? order by v.number";
    private static final String INSERT = "insert into report_version_seal"
            + " (version_id, report_id, number, seal, at_upgrade) values (?, ?, ?, ?, true)";

    private SealDatabase() {}

    /** Whether there is anything that a seal is to be put on. */
    public static boolean hasVersions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from report fetch first 1 row only")) {
            return row.next();
        }
    }

    /** Seals every version and every report that has no seal, in the caller's transaction, as sealed at an upgrade. */
    public static void sealAll(Connection connection, Seal seal) throws SQLException {
        List<Long> ids = reportsAfter(connection, Long.MIN_VALUE);
        while (!ids.isEmpty()) {
            seal(connection, seal, ids);
            ids = reportsAfter(connection, ids.get(ids.size() - 1));
        }
    }

    private static List<Long> reportsAfter(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id from report where id > ? order by id fetch first " + BATCH + " rows only")) {
            select.setLong(1, id);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    /** The same for some reports. */
    public static void seal(Connection connection, Seal seal, List<Long> reports) throws SQLException {
        sealVersions(connection, seal, reports);
        sealReports(connection, seal, reports);
    }

    private static void sealVersions(Connection connection, Seal seal, List<Long> reports) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(VERSIONS);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (long report : reports) {
                select.setLong(1, report);
                Optional<byte[]> before = Optional.empty();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        byte[] kept = row.getBytes("kept_seal");
                        if (kept == null) {
                            VersionFacts facts = version(row);
                            kept = seal.of(facts, before, true);
                            insert.setLong(1, row.getLong("id"));
                            insert.setLong(2, report);
                            insert.setInt(3, facts.number());
                            insert.setBytes(4, kept);
                            insert.addBatch();
                        }
                        before = Optional.of(kept);
                    }
                }
            }
            insert.executeBatch();
        }
    }

    private static VersionFacts version(ResultSet row) throws SQLException {
        return new VersionFacts(
                row.getLong("report_id"),
                row.getInt("number"),
                row.getString("stage"),
                row.getString("sop_instance_uid"),
                Optional.ofNullable(row.getString("predecessor_uid")),
                row.getString("form_values"),
                row.getBytes("document"),
                row.getString("verified_by"),
                row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }

    private static void sealReports(Connection connection, Seal seal, List<Long> reports) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select * from report where id = ? and state_seal is null");
                PreparedStatement update =
                        connection.prepareStatement("update report set state_seal = ? where id = ?")) {
            for (long report : reports) {
                select.setLong(1, report);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        update.setBytes(1, seal.of(report(row)));
                        update.setLong(2, report);
                        update.addBatch();
                    }
                }
            }
            update.executeBatch();
        }
    }

    /** A report that has no seal was never sealed; the table counts that only from a later migration on. */
    private static ReportFacts report(ResultSet row) throws SQLException {
        int verified = row.getInt("verified_version");
        OptionalInt verifiedVersion = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(verified);
        return new ReportFacts(
                row.getLong("id"),
                row.getString("study_instance_uid"),
                row.getString("patient_id"),
                row.getString("patient_issuer"),
                row.getString("template_id"),
                row.getString("state"),
                row.getString("origin"),
                row.getInt("versions"),
                row.getInt("current_version"),
                verifiedVersion,
                0,
                List.of());
    }

    /** Whether the database's rows were sealed with another key; remembers the key of the first who asks. */
    static boolean isSealedOtherwise(Connection connection, Seal seal) throws SQLException {
        Optional<byte[]> known = keyCheck(connection);
        if (known.isEmpty()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into report_seal_key (id, key_check) values (1, ?)")) {
                insert.setBytes(1, seal.ofKey());
                insert.executeUpdate();
                return false;
            } catch (SQLException anotherNodeWasFaster) {
                known = keyCheck(connection);
                if (known.isEmpty()) {
                    throw anotherNodeWasFaster;
                }
            }
        }
        return !Arrays.equals(known.get(), seal.ofKey());
    }

    /** What the database knows of the key that its rows are sealed with. */
    static Optional<byte[]> keyCheck(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select key_check from report_seal_key where id = 1")) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }
}
