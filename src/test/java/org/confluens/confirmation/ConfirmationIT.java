package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.confirmation.FiledReports.Filed;
import org.confluens.dicom.data.Uids;
import org.confluens.finding.Examination;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientMerged;
import org.confluens.patient.Patients;
import org.confluens.sr.Code;
import org.confluens.worklist.ScheduledStep;
import org.confluens.worklist.ScheduledSteps;
import org.confluens.worklist.StepCompleted;
import org.confluens.worklist.StepDiscontinued;
import org.confluens.worklist.StepReturned;
import org.confluens.worklist.StepStarted;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of flags in the server, from verified documents in the database to what the worklist holds. */
@ExtendWith(ArquillianExtension.class)
class ConfirmationIT {
    private static final LocalDate DAY = FiledReports.DAY;
    private static final Code STENOSIS = code("415582006", "SCT");
    private static final Code PRESENT = code("52101004", "SCT");
    private static final Code ABSENT = code("272519000", "SCT");
    private static final Code FINDING = code("121071", "DCM");

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private TestTransaction transaction;

    @Inject
    private Event<Object> events;

    @Inject
    private FlagBook flags;

    @Inject
    private PatientComparison comparison;

    @Inject
    private RequestBook requests;

    @Inject
    private Scheduling scheduling;

    @Inject
    private ScheduledSteps steps;

    @Inject
    private Patients patients;

    @Inject
    private AgreementQuery agreement;

    @Inject
    private FlagList list;

    @Inject
    private RunBook runs;

    @Inject
    private BatchComparison batches;

    private PatientKey patient;

    private FiledReports reports;

    @BeforeEach
    void newPatient() throws Exception {
        reports = reports == null ? new FiledReports(database, transaction, events) : reports;
        patient = new PatientKey("PAT" + System.nanoTime(), "TEST");
        inTransaction(() -> {
            patients.merge(
                    new PatientKey(patient.id() + "A", "TEST"), new Patient(patient, "DOE^JANE", "19800101", "F"));
        });
    }

    @Test
    void mrAloneRaisesAFlagWithAProposedRequest() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);

        Flag flag = onlyFlag();
        assertThat(flag.state()).isEqualTo(FlagState.CONFIRMATION_PROPOSED);
        assertThat(flag.request().orElseThrow().state()).isEqualTo(RequestState.PROPOSED);
        assertThat(flag.ruleId()).isEqualTo("CR-101");
        assertThat(list.find(filter(FlagState.CONFIRMATION_PROPOSED)).total()).isEqualTo(1);
    }

    @Test
    void theApprovedRequestGoesThroughTheWorklistToItsAnswer() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        ScheduledStep step = scheduled();

        assertThat(steps.step(step.stepId()).orElseThrow().modality()).isEqualTo("XA");
        assertThat(onlyFlag().state()).isEqualTo(FlagState.SCHEDULED);

        fire(new StepStarted(step.stepId(), step.studyInstanceUid(), Uids.create()));
        assertThat(onlyFlag().state()).isEqualTo(FlagState.IN_PROGRESS);

        fire(new StepCompleted(step.stepId(), step.studyInstanceUid(), Uids.create()));
        verify("catheter-venography", STENOSIS, ABSENT);

        Flag flag = onlyFlag();
        assertThat(flag.state()).isEqualTo(FlagState.RESOLVED);
        assertThat(flag.outcome()).contains(Outcome.NOT_REPRODUCED);
        assertThat(flags.history(flag))
                .extracting(FlagChange::event)
                .containsExactly("raise", "propose", "schedule", "start", "resolve");
        assertThat(requests.ofPatient(patient))
                .extracting(ConfirmationRequest::state)
                .containsExactly(RequestState.ENDED);
    }

    @Test
    void comparingAgainChangesNothing() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        int changes = flags.history(onlyFlag()).size();

        comparison.update(patient);
        comparison.update(patient);

        assertThat(flags.history(onlyFlag())).hasSize(changes);
        assertThat(requests.ofPatient(patient)).hasSize(1);
    }

    @Test
    void amendedAndWithdrawnReportsTakeTheirEffectBack() throws Exception {
        Filed mr = verify("mr-venography", STENOSIS, PRESENT);
        Filed catheter = verify("catheter-venography", STENOSIS, PRESENT);
        assertThat(onlyFlag().outcome()).contains(Outcome.CONFIRMED);

        amend(catheter, STENOSIS, ABSENT);
        assertThat(onlyFlag().outcome()).contains(Outcome.NOT_REPRODUCED);

        withdraw(catheter);
        assertThat(onlyFlag().state()).isEqualTo(FlagState.CONFIRMATION_PROPOSED);
        assertThat(onlyFlag().outcome()).isEmpty();

        withdraw(mr);
        assertThat(onlyFlag().state()).isEqualTo(FlagState.DISMISSED);
        assertThat(comparison.compare(patient)).isEmpty();
        assertThat(requests.ofPatient(patient))
                .allMatch(request -> !request.state().isOnWorklist());
    }

    @Test
    void aStepThatNobodyNeedsAnyMoreLeavesTheWorklist() throws Exception {
        Filed mr = verify("mr-venography", STENOSIS, PRESENT);
        ScheduledStep step = scheduled();

        withdraw(mr);

        assertThat(steps.step(step.stepId()).filter(s -> !s.state().ended())).isEmpty();
        assertThat(requests.ofPatient(patient))
                .extracting(ConfirmationRequest::state)
                .containsExactly(RequestState.CANCELED);
    }

    @Test
    void aDiscontinuedStepIsProposedAgain() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        ScheduledStep step = scheduled();

        fire(new StepDiscontinued(step.stepId(), step.studyInstanceUid(), Uids.create(), "Equipment failure"));

        assertThat(onlyFlag().state()).isEqualTo(FlagState.CONFIRMATION_PROPOSED);
        assertThat(requests.ofPatient(patient))
                .extracting(ConfirmationRequest::state)
                .containsExactly(RequestState.CANCELED, RequestState.PROPOSED);
    }

    @Test
    void aStepThatTheModalityBeganByMistakeIsStillToBeDone() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        ScheduledStep step = scheduled();
        fire(new StepStarted(step.stepId(), step.studyInstanceUid(), Uids.create()));
        assertThat(onlyFlag().state()).isEqualTo(FlagState.IN_PROGRESS);

        fire(new StepReturned(step.stepId(), step.studyInstanceUid(), Uids.create()));

        assertThat(onlyFlag().state()).isEqualTo(FlagState.SCHEDULED);
        assertThat(requests.ofPatient(patient))
                .extracting(ConfirmationRequest::state)
                .containsExactly(RequestState.SCHEDULED);
    }

    @Test
    void whatAPersonDismissedStaysDismissed() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        inTransaction(() -> {
            Flag flag = onlyFlag();
            flags.dismiss(flag, Dismissal.PERSON, "DOE^JANE", "Seen on last year's venogram.");
            flag.request().ifPresent(requests::endIfSettled);
        });

        comparison.update(patient);

        assertThat(onlyFlag().state()).isEqualTo(FlagState.DISMISSED);
        assertThat(onlyFlag().settledBy()).contains("DOE^JANE");
        assertThat(requests.ofPatient(patient))
                .extracting(ConfirmationRequest::state)
                .containsExactly(RequestState.CANCELED);
    }

    @Test
    void aMergeJoinsTheFlagsOfBothPatients() throws Exception {
        PatientKey survivor = patient;
        verify("mr-venography", STENOSIS, PRESENT);
        patient = new PatientKey(survivor.id() + "B", "TEST");
        PatientKey prior = patient;
        verify("catheter-venography", STENOSIS, PRESENT);
        inTransaction(() -> {
            reports.move(prior, survivor);
            events.fire(new PatientMerged(prior, survivor));
        });
        patient = survivor;

        assertThat(onlyFlag().outcome()).contains(Outcome.CONFIRMED);
        assertThat(flags.of(prior)).isEmpty();
    }

    @Test
    void outcomesAreReachedFromDocuments() throws Exception {
        assertThat(outcome(new String[] {"mr", "present"})).isEqualTo(Outcome.MR_ONLY);
        assertThat(outcome(new String[] {"mr", "present", "cath", "absent"})).isEqualTo(Outcome.NOT_REPRODUCED);
        assertThat(outcome(new String[] {"mr", "present", "cath", "present"})).isEqualTo(Outcome.CONFIRMED);
        assertThat(outcome(new String[] {"mr", "absent", "cath", "present"})).isEqualTo(Outcome.CATHETER_ONLY);
        assertThat(outcome(new String[] {"mr", "present", "cath", "present", "ivus", "F_COLLAPSED"}))
                .isEqualTo(Outcome.PHYSIOLOGICAL);
        assertThat(outcome(new String[] {"mr", "absent", "cath", "absent", "ivus", "F_SEPTUM"}))
                .isEqualTo(Outcome.OTHER_OBSTRUCTION);
        assertThat(outcome(new String[] {"mr", "present", "cath", "indeterminate"}))
                .isEqualTo(Outcome.UNDECIDED);
        assertThat(outcome(new String[] {"mr", "absent", "cath", "absent"})).isEqualTo(Outcome.CONCORDANT_NEGATIVE);
    }

    @Test
    void theDatabaseCountsWhatWasCompared() throws Exception {
        String reader = "READER" + System.nanoTime();
        AgreementQuestion question = new AgreementQuestion(
                Examination.CATHETER,
                Optional.of(DAY),
                Optional.of(DAY),
                Optional.of("IJV-L-J1"),
                Optional.of("L"),
                Optional.empty());
        long before = overall(question).table().table().bothPositive();
        verify("mr-venography", STENOSIS, PRESENT);
        verify("catheter-venography", STENOSIS, PRESENT);

        assertThat(overall(question).table().table().bothPositive()).isEqualTo(before + 1);
        AgreementQuestion byNobody = new AgreementQuestion(
                Examination.CATHETER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reader));
        assertThat(overall(byNobody).table().table().total()).isZero();
    }

    @Test
    void reportsVerifiedAtOnceAreComparedOneAfterTheOther() throws Exception {
        for (int round = 0; round < 5; round++) {
            newPatient();
            PatientKey key = patient;
            List<Callable<Filed>> both = List.of(
                    () -> verify("mr-venography", STENOSIS, PRESENT),
                    () -> verify("catheter-venography", STENOSIS, ABSENT));
            for (Future<Filed> done : executor.invokeAll(both)) {
                assertThat(done.get().studyInstanceUid()).isNotEmpty();
            }

            assertThat(comparison.compare(key))
                    .extracting(SegmentConcordance::outcome)
                    .containsExactly(Outcome.NOT_REPRODUCED);
            assertThat(flags.of(key)).allMatch(flag -> flag.state() == FlagState.RESOLVED);
        }
    }

    @Test
    void theTreatmentOfASegmentPartsItsReports() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        verify("catheter-venography", STENOSIS, PRESENT);
        verify("venoplasty", code("121058", "DCM"), code("68457009", "SCT"));

        assertThat(comparison.compare(patient).get(0).outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(comparison.reports(patient))
                .anyMatch(report -> report.treated().stream().anyMatch(s -> s.id().equals("IJV-L-J1")));
    }

    @Test
    void aRunComparesEveryPatientAndEnds() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        ConcordanceRun begun = runs.begin("TEST");
        RunTimer timer = new RunTimer(runs, batches, Clock.systemUTC());
        while (runs.latest().orElseThrow().finishedAt().isEmpty()) {
            timer.compareNext();
        }

        ConcordanceRun run = runs.latest().orElseThrow();
        assertThat(run.id()).isGreaterThanOrEqualTo(begun.id());
        assertThat(run.failures()).isZero();
        assertThat(onlyFlag().state()).isEqualTo(FlagState.CONFIRMATION_PROPOSED);
    }

    @Test
    void ofReportsOnOneDayTheLaterVerifiedCountsWhicheverCameFirst() throws Exception {
        verify("mr-venography", STENOSIS, PRESENT);
        reports.verifiedAt("20260305120000+0100");
        verify("catheter-venography", STENOSIS, PRESENT);
        reports.verifiedAt("20260305113000+0000");
        verify("catheter-venography", STENOSIS, ABSENT);
        reports.verifiedAt("20260304235959-0500");
        verify("catheter-venography", STENOSIS, PRESENT);

        assertThat(onlyFlag().outcome()).contains(Outcome.NOT_REPRODUCED);
    }

    @Test
    void aPatientIdThatIsLongerThanDicomAllowsIsNoObstacle() throws Exception {
        patient = new PatientKey("P".repeat(200) + System.nanoTime(), "I".repeat(200));

        verify("mr-venography", STENOSIS, PRESENT);

        assertThat(onlyFlag().state()).isEqualTo(FlagState.CONFIRMATION_PROPOSED);
    }

    private AgreementResult overall(AgreementQuestion question) {
        return agreement.answer(question).stream()
                .filter(result ->
                        result.test() == Examination.MRV && result.segment().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private Outcome outcome(String[] steps) throws Exception {
        newPatient();
        for (int i = 0; i < steps.length; i += 2) {
            String template =
                    "mr".equals(steps[i]) ? "mr-venography" : "cath".equals(steps[i]) ? "catheter-venography" : "ivus";
            switch (steps[i + 1]) {
                case "present" -> verify(template, STENOSIS, PRESENT);
                case "absent" -> verify(template, STENOSIS, ABSENT);
                case "indeterminate" -> verify(template, STENOSIS, code("82334004", "SCT"));
                default -> verify(template, FINDING, code(steps[i + 1], "99CCSVI"));
            }
        }
        List<SegmentConcordance> compared = comparison.compare(patient);
        assertThat(compared).hasSize(1);
        return compared.get(0).outcome();
    }

    private ScheduledStep scheduled() throws Exception {
        inTransaction(this::schedule);
        String step = onlyFlag().request().orElseThrow().stepId().orElseThrow();
        return steps.step(step).orElseThrow();
    }

    private void schedule() {
        SchedulingWish wish = new SchedulingWish(
                Optional.of(LocalDateTime.of(2026, 3, 9, 9, 30)), List.of("ANGIO1"), Optional.empty());
        scheduling.schedule(onlyFlag().request().orElseThrow(), wish, "DOE^JANE");
    }

    private FlagList.Filter filter(FlagState state) {
        return new FlagList.Filter(
                java.util.Set.of(state),
                Optional.of(patient.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                0,
                10);
    }

    private Flag onlyFlag() {
        List<Flag> all = flags.of(patient);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Filed verify(String templateId, Code concept, Code value) throws Exception {
        return reports.verify(patient, templateId, concept, value);
    }

    private void amend(Filed filed, Code concept, Code value) throws Exception {
        reports.amend(patient, filed, concept, value);
    }

    private void withdraw(Filed filed) throws Exception {
        reports.withdraw(patient, filed);
    }

    private static Code code(String value, String scheme) {
        return new Code(value, scheme, "of a test");
    }

    private void fire(Object event) throws Exception {
        inTransaction(() -> events.fire(event));
    }

    private void inTransaction(TestTransaction.Work work) throws Exception {
        reports.inTransaction(work);
    }
}
