package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.patient.PatientKey;
import org.confluens.sr.Code;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the service does by itself when it starts and the patients were last compared by another release. */
@ExtendWith(ArquillianExtension.class)
class RulesChangedIT {
    private static final Code STENOSIS = FiledReports.code("415582006", "SCT");
    private static final Code PRESENT = FiledReports.code("52101004", "SCT");

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private TestTransaction transaction;

    @Inject
    private Event<Object> events;

    @Inject
    private RunBook runs;

    @Inject
    private BatchComparison batches;

    private FiledReports reports;
    private PatientKey patient;

    @BeforeEach
    void newPatient() {
        reports = new FiledReports(database, transaction, events);
        patient = new PatientKey("RULES" + System.nanoTime(), "TEST");
    }

    @Test
    void readsTheDocumentsOfAllPatientsAgainAndDoesSoOnce() throws Exception {
        reports.verify(patient, "mr-venography", STENOSIS, PRESENT);
        String ofPatient = " where version_id in (select v.id from report_version v join report r on r.id = v.report_id"
                + " where r.patient_id = '" + patient.id() + "')";
        reports.execute("update report_findings set fingerprint = 'of another release',"
                + " findings = replace(findings, '\"STENOSIS\"', '\"NO_STENOSIS\"')" + ofPatient);
        anotherReleaseComparedLast();

        start();
        long run = latest();
        start();

        assertThat(runs.latest().orElseThrow().startedBy()).isEqualTo(FlagBook.SYSTEM);
        assertThat(latest()).as("not at every start").isEqualTo(run);
        assertThat(number("select count(*) from report_findings" + ofPatient
                        + " and fingerprint <> 'of another release' and findings like '%\"STENOSIS\"%'"))
                .isEqualTo(1);
    }

    @Test
    void beginsOneRunHoweverManyNodesStartAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            anotherReleaseComparedLast();
            long before = number("select count(*) from concordance_run");
            Callable<Object> node = () -> {
                runs.beginIfRulesChanged();
                return true;
            };

            for (Future<Object> started : executor.invokeAll(Collections.nCopies(6, node))) {
                assertThat(started.get()).isEqualTo(true);
            }

            assertThat(number("select count(*) from concordance_run")).isEqualTo(before + 1);
        }
    }

    /** The first work of a process: begins a run if it has to, and works on it until it has ended. */
    private void start() {
        RunTimer timer = new RunTimer(runs, batches, Clock.systemUTC());
        timer.turn();
        while (runs.latest().orElseThrow().finishedAt().isEmpty()) {
            timer.compareNext();
        }
    }

    private void anotherReleaseComparedLast() throws Exception {
        if (runs.latest().isEmpty()) {
            runs.begin("TEST");
        }
        reports.execute("update concordance_run set fingerprint = 'of another release'");
    }

    private long latest() {
        return runs.latest().orElseThrow().id();
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
