package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.confluens.LentThread;
import org.confluens.dicom.data.Uids;
import org.confluens.intake.journal.JournalPosition;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.ScheduledSteps;
import org.confluens.worklist.StepOrder;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What intake does on its own threads is done whole or not at all. */
@ExtendWith(ArquillianExtension.class)
class IntakeRollbackIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private ArrivalTransaction arrivals;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Studies studies;

    @Inject
    private ScheduledSteps steps;

    @Inject
    private Clock clock;

    @Inject
    private Broken broken;

    @Inject
    private LentThread lent;

    /** Schedules a step for the document that is named here and fails after it, once. */
    @ApplicationScoped
    public static class Broken {
        private final AtomicReference<String> document = new AtomicReference<>("");

        @Inject
        private ScheduledSteps steps;

        void arrived(@Observes DocumentArrived event) {
            if (document.get().equals(event.sopInstanceUid())) {
                document.set("");
                steps.schedule(order(event.sopInstanceUid()));
                throw new IllegalStateException("a test fails here");
            }
        }

        void failFor(String sopInstanceUid) {
            document.set(sopInstanceUid);
        }
    }

    @Test
    void registersNothingOfABatchWhoseLastStatementFails() throws Exception {
        String study = Uids.create();
        Arrival image =
                TestInstances.arrival(TestInstances.mr(study, study + ".1", 1).build(), "PACS", clock.instant());
        String nodeThatIsTooLong = "n".repeat(5000);

        try (HeaderCodec codec = new HeaderCodec()) {
            assertThatThrownBy(() -> write(List.of(image), codec, nodeThatIsTooLong))
                    .rootCause()
                    .isInstanceOf(SQLException.class);
            assertThat(studies.study(study)).isEmpty();
            write(List.of(image), codec, "test");
        }
        assertThat(studies.study(study)).isPresent();
    }

    private void write(List<Arrival> batch, HeaderCodec codec, String node) throws Exception {
        lent.run(() -> arrivals.write(batch, new SeriesCache(), codec, node, JournalPosition.START))
                .get();
    }

    @Test
    void putsARefusalDownOnceThoughTheOneAfterItFailedAtFirst() throws Exception {
        String first = Uids.create();
        String second = Uids.create();
        long last = number("select nextval('intake_refusal_seq')");
        Instant now = clock.instant();
        execute("insert into intake_refusal values (?, ?, '', '', '', '', 0, 'in the way')", last + 100, now);

        refusals.waiting().add(new Refusal(now, "PACS", "1.2", first, "1.2", 0xA900, "a test"));
        refusals.waiting().add(new Refusal(now, "PACS", "1.2", second, "1.2", 0xA900, "a test"));

        awaitNumber(1, "select count(*) from intake_refusal where sop_instance_uid = ?", second);
        assertThat(number("select count(*) from intake_refusal where sop_instance_uid = ?", first))
                .isEqualTo(1);
    }

    @Test
    void undoesWhatFollowedFromADocumentThatNobodyCouldTake() throws Exception {
        String study = Uids.create();
        String document = study + ".9.1";
        broken.failFor(document);
        try (HeaderCodec codec = new HeaderCodec()) {
            Arrival arrival = TestInstances.arrival(
                    TestInstances.sr(study, study + ".9", 1).build(), "PACS", clock.instant());
            write(List.of(arrival), codec, "test");
        }

        awaitNumber(1, "select sign(attempts) from intake_document where sop_instance_uid = ?", document);
        assertThat(steps.ofStudy(document)).isEmpty();
    }

    private static StepOrder order(String studyInstanceUid) {
        return StepOrder.of(
                        new PatientIdentity("P1", "TEST", "DOE^JANE", "", ""), "XA", LocalDateTime.of(2030, 1, 2, 9, 0))
                .stations(List.of("ANGIO1"))
                .protocol("Catheter venography", List.of())
                .studyInstanceUid(studyInstanceUid)
                .build();
    }

    private void awaitNumber(long expected, String sql, Object... parameters) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (number(sql, parameters) != expected) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private long number(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            Rows.bind(select, parameters);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, parameters);
            statement.executeUpdate();
        }
    }
}
