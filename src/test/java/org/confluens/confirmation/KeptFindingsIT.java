package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Verdict;
import org.confluens.patient.PatientKey;
import org.confluens.report.seal.FindingsFacts;
import org.confluens.report.seal.SealWatch;
import org.confluens.report.seal.Sealer;
import org.confluens.sr.Code;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Findings are taken out of a document once, and again when what they depend on changed. */
@ExtendWith(ArquillianExtension.class)
class KeptFindingsIT {
    private static final Code STENOSIS = FiledReports.code("415582006", "SCT");
    private static final Code PRESENT = FiledReports.code("52101004", "SCT");
    private static final Code ABSENT = FiledReports.code("272519000", "SCT");
    private static final String OF_PATIENT = " where version_id in (select v.id from report_version v"
            + " join report r on r.id = v.report_id where r.patient_id = ?)";

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private TestTransaction transaction;

    @Inject
    private Event<Object> events;

    @Inject
    private PatientComparison comparison;

    @Inject
    private Sealer sealer;

    @Inject
    private SealWatch watch;

    private FiledReports reports;
    private PatientKey patient;

    @BeforeEach
    void newPatient() {
        reports = new FiledReports(database, transaction, events);
        patient = new PatientKey("KEPT" + System.nanoTime(), "TEST");
    }

    @Test
    void theSameIsFoundWithAndWithoutWhatWasKept() throws Exception {
        reports.verifiedAt("20260305120000+0100");
        reports.verify(patient, "mr-venography", STENOSIS, PRESENT);
        reports.verify(patient, "catheter-venography", STENOSIS, ABSENT);
        reports.verify(patient, "venoplasty", FiledReports.code("121058", "DCM"), FiledReports.code("68457009", "SCT"));
        assertThat(rows()).isEqualTo(3);
        List<ReportFindings> kept = comparison.reports(patient);

        assertThat(change("delete from report_findings" + OF_PATIENT)).isEqualTo(3);

        assertThat(kept).hasSize(3);
        assertThat(comparison.reports(patient)).isEqualTo(kept);
    }

    @Test
    void theDocumentIsNotReadAgainWhileNothingChanged() throws Exception {
        reports.verify(patient, "mr-venography", STENOSIS, PRESENT);

        assertThat(change("update report_findings set findings = replace(findings, '\"STENOSIS\"', '\"INDETERMINATE\"')"
                        + OF_PATIENT))
                .isEqualTo(1);
        reseal();

        assertThat(verdicts()).containsExactly(Verdict.INDETERMINATE);
    }

    @Test
    void whatWasChangedInTheDatabaseIsToldAndTakenOutOfTheDocumentAgain() throws Exception {
        reports.verify(patient, "mr-venography", STENOSIS, PRESENT);
        for (String change : List.of(
                "findings = replace(findings, '\"STENOSIS\"', '\"NO_STENOSIS\"')",
                "findings = replace(findings, '\"STENOSIS\"', '\"NO_STENOSIS\"'), seal = null",
                "seal = null",
                "findings = 'no JSON'")) {
            int broken = watch.count();
            assertThat(change("update report_findings set " + change + OF_PATIENT))
                    .isEqualTo(1);

            assertThat(verdicts()).as(change).containsExactly(Verdict.STENOSIS);
            assertThat(watch.count()).as(change).isEqualTo(broken + 1);

            comparison.update(patient);
            assertThat(verdicts()).as(change).containsExactly(Verdict.STENOSIS);
            assertThat(watch.count()).as("made anew after: " + change).isEqualTo(broken);
        }
    }

    @Test
    void theDocumentIsReadAgainWhenItWasReadByAnotherVocabulary() throws Exception {
        reports.verify(patient, "mr-venography", STENOSIS, PRESENT);
        change("update report_findings set fingerprint = 'of another vocabulary',"
                + " findings = replace(findings, '\"STENOSIS\"', '\"NO_STENOSIS\"')" + OF_PATIENT);
        reseal();

        assertThat(verdicts()).containsExactly(Verdict.STENOSIS);
        comparison.update(patient);

        assertThat(rows()).isEqualTo(1);
        assertThat(change("update report_findings set findings = replace(findings, '\"STENOSIS\"', '\"INDETERMINATE\"')"
                        + OF_PATIENT))
                .isEqualTo(1);
        reseal();
        assertThat(verdicts()).containsExactly(Verdict.INDETERMINATE);
    }

    @Test
    void amendingAndWithdrawingTakeEffectAtOnce() throws Exception {
        FiledReports.Filed mr = reports.verify(patient, "mr-venography", STENOSIS, PRESENT);
        FiledReports.Filed catheter = reports.verify(patient, "catheter-venography", STENOSIS, ABSENT);
        assertThat(outcomes()).containsExactly(Outcome.NOT_REPRODUCED);

        reports.amend(patient, catheter, STENOSIS, PRESENT);
        assertThat(outcomes()).containsExactly(Outcome.CONFIRMED);

        reports.withdraw(patient, catheter);
        assertThat(outcomes()).containsExactly(Outcome.MR_ONLY);

        reports.withdraw(patient, mr);
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void manyPatientsNeedNoMoreStatementsThanFew() throws Exception {
        SortedMap<Long, PatientKey> many = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            PatientKey one = new PatientKey(patient.id() + "N" + i, "TEST");
            reports.verify(one, "mr-venography", STENOSIS, PRESENT);
            reports.verify(one, "catheter-venography", STENOSIS, PRESENT);
            many.put(row(one), one);
        }
        long first = many.firstKey();
        long third = many.keySet().stream().skip(2).findFirst().orElseThrow();

        long few = statements(() -> comparison.updateTogether(many.subMap(first, third)));
        long all = statements(() -> comparison.updateTogether(many));

        assertThat(all).isEqualTo(few).isLessThanOrEqualTo(4);
    }

    private List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        comparison.reports(patient).forEach(report -> report.findings().forEach(f -> verdicts.add(f.verdict())));
        return verdicts;
    }

    private List<Outcome> outcomes() {
        return comparison.compare(patient).stream()
                .map(SegmentConcordance::outcome)
                .toList();
    }

    /** How many statements the work sent that a comparison can send; those of the service's timers are others. */
    private long statements(Runnable work) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set query_statistics false");
            statement.execute("set query_statistics true");
            work.run();
            try (ResultSet count =
                    statement.executeQuery("select sum(execution_count) from information_schema.query_statistics"
                            + " where lower(sql_statement) like '%report_version%'"
                            + " or lower(sql_statement) like '%report_findings%'"
                            + " or lower(sql_statement) like '%from flag%'"
                            + " or lower(sql_statement) like '%segment_comparison%'"
                            + " or lower(sql_statement) like '%concordance_patient%'")) {
                count.next();
                return count.getLong(1);
            } finally {
                statement.execute("set query_statistics false");
            }
        }
    }

    /** Seals what was changed, as only the service itself can. */
    private void reseal() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select k.version_id, v.sop_instance_uid,"
                        + " k.fingerprint, k.findings from report_findings k join report_version v on v.id = k.version_id"
                        + OF_PATIENT);
                PreparedStatement update =
                        connection.prepareStatement("update report_findings set seal = ? where version_id = ?")) {
            select.setString(1, patient.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    update.setBytes(
                            1,
                            sealer.seal()
                                    .of(new FindingsFacts(
                                            row.getLong(1), row.getString(2), row.getString(3), row.getString(4))));
                    update.setLong(2, row.getLong(1));
                    update.executeUpdate();
                }
            }
        }
    }

    private long row(PatientKey key) throws SQLException {
        return number("select id from concordance_patient where patient_id = ?", key.id());
    }

    private long rows() throws SQLException {
        return number("select count(*) from report_findings" + OF_PATIENT, patient.id());
    }

    private long number(String sql, String patientId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, patientId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private int change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, patient.id());
            return statement.executeUpdate();
        }
    }
}
