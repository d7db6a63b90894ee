package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.ProcedureCode;
import org.confluens.worklist.ScheduledStep;
import org.confluens.worklist.ScheduledSteps;
import org.confluens.worklist.StepOrder;

/** Makes an approved confirmation request a scheduled procedure step for the angiography room. */
@ApplicationScoped
class Scheduling {
    private static final String MODALITY = "XA";
    private static final String DESCRIPTION = "Catheter venography, confirmation of MR findings";

    /** Reason for the Requested Procedure (0040,1002) is an LO. */
    private static final int LO_LENGTH = 64;

    private final Procedures procedures = new Procedures();

    private ScheduledSteps steps;
    private Patients patients;
    private FlagBook flags;
    private VeinMap veins;
    private Clock clock;

    protected Scheduling() {}

    @Inject
    Scheduling(ScheduledSteps steps, Patients patients, FlagBook flags, VeinMap veins, Clock clock) {
        this.steps = steps;
        this.patients = patients;
        this.flags = flags;
        this.veins = veins;
        this.clock = clock;
    }

    /** Whether a modality could find the patient: without an ID or a name the worklist takes no step. */
    @Transactional
    boolean canFind(PatientKey patient) {
        return patient.identified()
                && patients.patient(patient)
                        .filter(known -> !known.name().isEmpty())
                        .isPresent();
    }

    /** Puts the request on the worklist, in the caller's transaction; its flags follow. */
    @Transactional
    ScheduledStep schedule(ConfirmationRequest request, SchedulingWish wish, String by) {
        List<Flag> listed = flags.of(request).stream()
                .filter(flag -> flags.allows(flag, FlagEvent.SCHEDULE))
                .toList();
        ScheduledStep step = steps.schedule(order(request, listed, wish));
        request.schedule(step, by, clock.instant());
        listed.forEach(
                flag -> flags.change(flag, FlagEvent.SCHEDULE, by, "Scheduled as procedure step " + step.stepId()));
        return step;
    }

    private StepOrder order(ConfirmationRequest request, List<Flag> listed, SchedulingWish wish) {
        List<Segment> segments = listed.stream()
                .flatMap(flag -> veins.anatomy().segment(flag.segmentId()).stream())
                .toList();
        List<ProcedureCode> codes = wish.procedure().map(List::of).orElseGet(() -> procedures.forSegments(segments));
        LocalDateTime start = wish.start()
                .orElseGet(() -> LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()))
                .truncatedTo(ChronoUnit.SECONDS);
        String description = wish.procedure().map(ProcedureCode::meaning).orElse(DESCRIPTION);
        return StepOrder.of(identity(request.patient()), MODALITY, start)
                .stations(wish.stations())
                .protocol(description, codes)
                .requestedProcedure(description, codes.subList(0, 1))
                .reason(reason(listed))
                .build();
    }

    private PatientIdentity identity(PatientKey key) {
        Optional<Patient> patient = patients.patient(key);
        return new PatientIdentity(
                key.id(),
                key.issuer(),
                patient.map(Patient::name).orElse(""),
                patient.map(Patient::birthDate).orElse(""),
                patient.map(Patient::sex).orElse(""));
    }

    /** What the operator reads: the segments, as many as fit. */
    static String reason(List<Flag> listed) {
        StringBuilder text = new StringBuilder(listed.stream()
                        .map(Flag::examination)
                        .distinct()
                        .sorted()
                        .map(examination -> examination == Examination.CTV ? "CT" : "MR")
                        .collect(Collectors.joining("/")))
                .append(" only, to confirm:");
        int left = listed.size();
        for (Flag flag : listed) {
            String more = left > 1 ? " +" + (left - 1) : "";
            String segment = flag.segmentId() + (flag.occlusion() ? " occlusion" : "");
            if (text.length() + 1 + segment.length() + more.length() > LO_LENGTH) {
                return text.append(" +").append(left).toString();
            }
            text.append(' ').append(segment);
            left--;
        }
        return text.toString();
    }
}
