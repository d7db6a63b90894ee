package org.confluens.confirmation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.confluens.concordance.ClusteredTable;
import org.confluens.concordance.ContingencyTable;
import org.confluens.finding.Examination;

/**
 * Counts how often two examinations agree. The database counts: what leaves it is a row for each segment, and one for each
 * different table that a patient has, never one a patient.
 */
@ApplicationScoped
class AgreementQuery {
    private static final String POSITIVE = " in ('STENOSIS', 'FIXED')";

    /** IVUS calls a vein that opens distensible: no stenosis. */
    private static final String NEGATIVE = " in ('NO_STENOSIS', 'DISTENSIBLE')";

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    /** Every other examination against the reference: all segments together first, then each. */
    @Transactional
    List<AgreementResult> answer(AgreementQuestion question) {
        List<AgreementResult> results = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (Examination test : Examination.values()) {
                if (test != question.reference()) {
                    List<AgreementResult> bySegment = bySegment(connection, test, question);
                    results.add(overall(connection, test, question, bySegment));
                    results.addAll(bySegment);
                }
            }
        } catch (SQLException e) {
            throw new ComparisonStoreException(e);
        }
        return results;
    }

    private static List<AgreementResult> bySegment(Connection connection, Examination test, AgreementQuestion question)
            throws SQLException {
        String sql = "select segment_id, " + cells(test, question.reference()) + ", "
                + sum(undecided(test) + " and " + decided(question.reference())) + ", "
                + sum(decided(test) + " and " + undecided(question.reference()))
                + " from segment_comparison where " + conditions(test, question) + " group by segment_id";
        Map<String, AgreementResult> results = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, question);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String segment = rows.getString(1);
                    results.put(
                            segment,
                            new AgreementResult(
                                    test,
                                    question.reference(),
                                    segment,
                                    independent(table(rows, 2)),
                                    rows.getLong(6),
                                    rows.getLong(7)));
                }
            }
        }
        return List.copyOf(results.values());
    }

    /** In one segment each patient counts once. */
    private static ClusteredTable independent(ContingencyTable table) {
        Map<ContingencyTable, Long> patients = new LinkedHashMap<>();
        patients.put(ContingencyTable.of(true, true), table.bothPositive());
        patients.put(ContingencyTable.of(true, false), table.testOnly());
        patients.put(ContingencyTable.of(false, true), table.referenceOnly());
        patients.put(ContingencyTable.of(false, false), table.bothNegative());
        return new ClusteredTable(patients);
    }

    private static AgreementResult overall(
            Connection connection, Examination test, AgreementQuestion question, List<AgreementResult> bySegment)
            throws SQLException {
        String sql = "select a, b, c, d, count(*) from (select " + cells(test, question.reference())
                + " from segment_comparison where " + conditions(test, question) + " and " + decided(test) + " and "
                + decided(question.reference()) + " group by concordance_patient_id) t group by a, b, c, d";
        Map<ContingencyTable, Long> patients = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, question);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    patients.put(table(rows, 1), rows.getLong(5));
                }
            }
        }
        return new AgreementResult(
                test,
                question.reference(),
                "",
                new ClusteredTable(patients),
                bySegment.stream().mapToLong(AgreementResult::testUndecided).sum(),
                bySegment.stream()
                        .mapToLong(AgreementResult::referenceUndecided)
                        .sum());
    }

    private static ContingencyTable table(ResultSet row, int first) throws SQLException {
        return new ContingencyTable(
                row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3));
    }

    private static String cells(Examination test, Examination reference) {
        return sum(column(test) + POSITIVE + " and " + column(reference) + POSITIVE) + " a, "
                + sum(column(test) + POSITIVE + " and " + column(reference) + NEGATIVE) + " b, "
                + sum(column(test) + NEGATIVE + " and " + column(reference) + POSITIVE) + " c, "
                + sum(column(test) + NEGATIVE + " and " + column(reference) + NEGATIVE) + " d";
    }

    private static String conditions(Examination test, AgreementQuestion question) {
        StringBuilder sql = new StringBuilder("1 = 1");
        question.from()
                .ifPresent(day -> sql.append(" and ").append(column(test)).append("_date >= ?"));
        question.to().ifPresent(day -> sql.append(" and ").append(column(test)).append("_date <= ?"));
        question.segment().ifPresent(id -> sql.append(" and segment_id = ?"));
        question.side().ifPresent(side -> sql.append(" and side = ?"));
        question.reader()
                .ifPresent(name -> sql.append(" and ").append(column(test)).append("_reader = ?"));
        return sql.toString();
    }

    private static void bind(PreparedStatement statement, AgreementQuestion question) throws SQLException {
        int next = 1;
        if (question.from().isPresent()) {
            statement.setDate(next++, Date.valueOf(question.from().get()));
        }
        if (question.to().isPresent()) {
            statement.setDate(next++, Date.valueOf(question.to().get()));
        }
        if (question.segment().isPresent()) {
            statement.setString(next++, question.segment().get());
        }
        if (question.side().isPresent()) {
            statement.setString(next++, question.side().get());
        }
        if (question.reader().isPresent()) {
            statement.setString(
                    next, ComparisonStore.readerKey(question.reader().get()));
        }
    }

    private static String sum(String condition) {
        return "coalesce(sum(case when " + condition + " then 1 else 0 end), 0)";
    }

    private static String decided(Examination examination) {
        return "(" + column(examination) + POSITIVE + " or " + column(examination) + NEGATIVE + ")";
    }

    private static String undecided(Examination examination) {
        return "(" + column(examination) + " is null or not " + decided(examination) + ")";
    }

    /** The columns are named after the examinations, none after what a user gave. */
    private static String column(Examination examination) {
        return examination.name().toLowerCase(Locale.ROOT);
    }
}
