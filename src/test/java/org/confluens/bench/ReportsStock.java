package org.confluens.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Multiplies the reports of a stopped service: each new one has the form, the versions and the documents of one that was
 * made through the service, under identifiers of its own.
 */
final class ReportsStock {

    private static final int BATCH = 500;

    /** A table's rows as they were read. */
    private record Rows(List<String> columns, List<List<Object>> values) {

        Object value(List<Object> row, String column) {
            return row.get(columns.indexOf(column));
        }

        String insert(String table) {
            return "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                    + String.join(", ", columns.stream().map(name -> "?").toList()) + ")";
        }
    }

    private final Connection connection;
    private long nextVersion;

    ReportsStock(Connection connection) {
        this.connection = connection;
    }

    /** Fills up to a number of reports. */
    void fill(int reports) throws SQLException {
        connection.setAutoCommit(false);
        Rows models = read("select * from report order by id");
        Rows versions = read("select * from report_version order by id");
        long nextReport = highest("report") + 1;
        nextVersion = highest("report_version") + 1;
        try (PreparedStatement report = connection.prepareStatement(models.insert("report"));
                PreparedStatement version = connection.prepareStatement(versions.insert("report_version"))) {
            for (int i = models.values().size(); i < reports; i++) {
                List<Object> model = models.values().get(i % models.values().size());
                copy(models, model, versions, nextReport++, report, version);
                if (i % BATCH == 0 || i == reports - 1) {
                    report.executeBatch();
                    version.executeBatch();
                    connection.commit();
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            // The copies have the seals of their models, which are not theirs.
            statement.execute(
                    "update report set state_seal = null, seal_count = 0 where study_instance_uid like '2.25.1.%'");
        }
        connection.commit();
        advance("report_seq", nextReport);
        advance("report_version_seq", nextVersion);
    }

    private void copy(
            Rows models,
            List<Object> model,
            Rows versions,
            long id,
            PreparedStatement report,
            PreparedStatement version)
            throws SQLException {
        add(
                report,
                models,
                model,
                Map.of(
                        "id", id,
                        "study_instance_uid", "2.25.1." + id,
                        "series_instance_uid", "2.25.2." + id,
                        "patient_id", "BENCH" + id));
        Object before = models.value(model, "id");
        for (List<Object> row : versions.values()) {
            if (versions.value(row, "report_id").equals(before)) {
                int number = ((Number) versions.value(row, "number")).intValue();
                add(
                        version,
                        versions,
                        row,
                        Map.of(
                                "id",
                                nextVersion++,
                                "report_id",
                                id,
                                "sop_instance_uid",
                                uid(id, number),
                                "predecessor_uid",
                                number == 1 ? "" : uid(id, number - 1)));
            }
        }
    }

    private static String uid(long report, int version) {
        return "2.25.3." + report + "." + version;
    }

    private static void add(PreparedStatement insert, Rows rows, List<Object> row, Map<String, Object> changed)
            throws SQLException {
        for (int i = 0; i < rows.columns().size(); i++) {
            insert.setObject(i + 1, changed.getOrDefault(rows.columns().get(i), row.get(i)));
        }
        insert.addBatch();
    }

    private Rows read(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData shape = rows.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= shape.getColumnCount(); i++) {
                columns.add(shape.getColumnName(i).toLowerCase(java.util.Locale.ROOT));
            }
            List<List<Object>> values = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (String column : columns) {
                    Object value = rows.getObject(column);
                    row.add(value instanceof java.sql.Clob ? rows.getString(column) : value);
                }
                values.add(row);
            }
            return new Rows(columns, values);
        }
    }

    private long highest(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(id) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void advance(String sequence, long used) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter sequence " + sequence + " restart with " + (used + 1000));
        }
        connection.commit();
    }
}
