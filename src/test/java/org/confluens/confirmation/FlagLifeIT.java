package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.confirmation.FiledReports.Filed;
import org.confluens.dicom.data.Uids;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.PatientMerged;
import org.confluens.patient.Patients;
import org.confluens.sr.Code;
import org.confluens.worklist.StepCanceled;
import org.confluens.worklist.StepCompleted;
import org.confluens.worklist.StepDiscontinued;
import org.confluens.worklist.StepReturned;
import org.confluens.worklist.StepStarted;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every state of a flag and its confirmation request against every event that can come then: {@code flag-life.csv} says
 * where the flag and the patient's requests stand afterwards. What a person may not do in a state changes nothing.
 */
@ExtendWith(ArquillianExtension.class)
class FlagLifeIT {
    private static final Code STENOSIS = FiledReports.code("415582006", "SCT");
    private static final Code PRESENT = FiledReports.code("52101004", "SCT");
    private static final Code ABSENT = FiledReports.code("272519000", "SCT");
    private static final String READER = "DOE^JANE";

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private TestTransaction transaction;

    @Inject
    private Event<Object> events;

    @Inject
    private FlagBook flags;

    @Inject
    private RequestBook requests;

    @Inject
    private Scheduling scheduling;

    @Inject
    private PatientComparison comparison;

    @Inject
    private Patients patients;

    private FiledReports reports;
    private PatientKey patient;
    private Filed mr;
    private Filed catheter;

    @Test
    void everyEventInEveryStateLeadsWhereTheTableSays() throws Exception {
        reports = new FiledReports(database, transaction, events);
        List<String> expected = table();
        List<String> found = new ArrayList<>();
        for (String row : expected) {
            String[] cells = row.split(";");
            enter(cells[0]);
            happen(cells[1]);
            found.add(String.join(";", cells[0], cells[1], flag().state().name(), requestStates()));
        }

        assertThat(expected).hasSizeGreaterThan(70);
        assertThat(found).isEqualTo(expected);
    }

    private static List<String> table() throws Exception {
        try (InputStream file = FlagLifeIT.class.getResourceAsStream("flag-life.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    /** Brings a new patient's flag into a state, the way it gets there. */
    private void enter(String state) throws Exception {
        patient = new PatientKey("LIFE" + System.nanoTime(), "TEST");
        reports.inTransaction(() -> {
            patients.merge(
                    new PatientKey(patient.id() + "A", "TEST"), new Patient(patient, "DOE^JANE", "19800101", "F"));
        });
        mr = reports.verify(patient, "mr-venography", STENOSIS, PRESENT);
        catheter = null;
        List<String> way = switch (state) {
            case "PROPOSED" -> List.of();
            case "SCHEDULED" -> List.of("approve");
            case "IN_PROGRESS" -> List.of("approve", "step-started");
            case "PERFORMED" -> List.of("approve", "step-started", "step-completed");
            case "RESOLVED" -> List.of("catheter-verified");
            case "ANSWERED" -> List.of("approve", "step-started", "step-completed", "catheter-verified");
            case "DISMISSED" -> List.of("dismiss");
            default -> throw new IllegalArgumentException(state);
        };
        for (String event : way) {
            happen(event);
        }
    }

    private void happen(String event) throws Exception {
        switch (event) {
            case "approve", "dismiss", "unschedule" -> reports.inTransaction(() -> decide(event));
            case "catheter-verified" -> answer();
            case "catheter-amended" -> reports.amend(patient, answer(), STENOSIS, PRESENT);
            case "catheter-withdrawn" -> reports.withdraw(patient, answer());
            case "mr-amended" -> reports.amend(patient, mr, STENOSIS, ABSENT);
            case "mr-withdrawn" -> reports.withdraw(patient, mr);
            case "merge" -> merge();
            case "expiry" -> expire();
            default -> reports.inTransaction(() -> events.fire(ofStep(event)));
        }
    }

    /** What the interface for people allows in the flag's state, and nothing else. */
    private void decide(String decision) {
        Flag flag = flag();
        if (decision.equals("approve")) {
            flag.request()
                    .filter(r -> flags.allows(flag, FlagEvent.SCHEDULE) && r.state() == RequestState.PROPOSED)
                    .ifPresent(request -> scheduling.schedule(request, SchedulingWish.none(), READER));
        } else if (decision.equals("unschedule")) {
            assertThat(flag.state() == FlagState.SCHEDULED && !requests.takeBack(flag, READER))
                    .isFalse();
        } else if (flags.allows(flag, FlagEvent.DISMISS)) {
            flags.dismiss(flag, Dismissal.PERSON, READER, "Seen on last year's venogram.");
            flag.request().ifPresent(requests::endIfSettled);
        }
    }

    private Filed answer() throws Exception {
        catheter = catheter == null ? reports.verify(patient, "catheter-venography", STENOSIS, ABSENT) : catheter;
        return catheter;
    }

    private Object ofStep(String event) {
        ConfirmationRequest request = requests.ofPatient(patient).get(0);
        String step = request.stepId().orElseThrow();
        String study = request.studyInstanceUid().orElseThrow();
        return switch (event) {
            case "step-started" -> new StepStarted(step, study, Uids.create());
            case "step-completed" -> new StepCompleted(step, study, Uids.create());
            case "step-discontinued" -> new StepDiscontinued(step, study, Uids.create(), "Equipment failure");
            case "step-returned" -> new StepReturned(step, study, Uids.create());
            case "step-canceled" -> new StepCanceled(step, study);
            default -> throw new IllegalArgumentException(event);
        };
    }

    private void merge() throws Exception {
        PatientKey prior = patient;
        PatientKey survivor = new PatientKey(prior.id() + "S", "TEST");
        reports.inTransaction(() -> {
            reports.move(prior, survivor);
            events.fire(new PatientMerged(prior, survivor));
        });
        assertThat(flags.of(prior)).isEmpty();
        patient = survivor;
    }

    /** Time alone settles nothing: who is overdue is shown, and stays what he or she was. */
    private void expire() throws Exception {
        reports.inTransaction(() -> {
            reports.execute(
                    "update confirmation_request set planned_start = '2020-01-01T09:30:00' where patient_id = ?",
                    patient.id());
            comparison.update(patient);
        });
    }

    private Flag flag() {
        List<Flag> all = flags.of(patient);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private String requestStates() {
        return requests.ofPatient(patient).stream()
                .map(request -> request.state().name())
                .collect(Collectors.joining(" "));
    }
}
