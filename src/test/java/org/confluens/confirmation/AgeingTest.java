package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.confluens.concordance.ConcordanceRules;
import org.confluens.config.Settings;
import org.confluens.patient.PatientKey;
import org.confluens.worklist.PatientIdentity;
import org.confluens.worklist.ScheduledStep;
import org.confluens.worklist.StepState;
import org.junit.jupiter.api.Test;

class AgeingTest {
    private static final Instant RAISED = Instant.parse("2026-03-02T09:00:00Z");
    private static final PatientKey PATIENT = new PatientKey("1", "TEST");

    private final Flag flag =
            new Flag(PATIENT, "IJV-L-J1", ConcordanceRules.load().rule("CR-101").orElseThrow(), RAISED);

    @Test
    void aFlagThatNobodySchedulesIsOverdueAfterTheConfiguredDays() {
        flag.enter(FlagState.CONFIRMATION_PROPOSED, RAISED);

        assertThat(after(Duration.ofDays(14)).isOverdue(flag)).isFalse();
        assertThat(after(Duration.ofDays(15)).isOverdue(flag)).isTrue();
        assertThat(after(Duration.ofDays(15)).days(flag)).isEqualTo(15);
    }

    @Test
    void aScheduledFlagIsOverdueADayAfterItsPlannedStart() {
        LocalDateTime planned = LocalDateTime.ofInstant(RAISED.plus(Duration.ofDays(30)), ZoneId.systemDefault());
        ConfirmationRequest request = new ConfirmationRequest(PATIENT, RAISED);
        request.schedule(step(planned), "DOE^JANE", RAISED);
        flag.attach(request);
        flag.enter(FlagState.SCHEDULED, RAISED);

        assertThat(after(Duration.ofDays(30).plusHours(23)).isOverdue(flag)).isFalse();
        assertThat(after(Duration.ofDays(31).plusHours(1)).isOverdue(flag)).isTrue();
    }

    @Test
    void aStudyWithoutReportIsOverdueCountedFromItsBeginning() {
        flag.enter(FlagState.IN_PROGRESS, RAISED.plus(Duration.ofDays(20)));

        assertThat(after(Duration.ofDays(30)).isOverdue(flag)).isFalse();
        assertThat(after(Duration.ofDays(35)).isOverdue(flag)).isTrue();
    }

    @Test
    void whatIsSettledIsNeverOverdue() {
        flag.enter(FlagState.RESOLVED, RAISED);

        assertThat(after(Duration.ofDays(1000)).isOverdue(flag)).isFalse();
    }

    private static Ageing after(Duration passed) {
        return new Ageing(Settings.of(Map.of()), Clock.fixed(RAISED.plus(passed), ZoneId.systemDefault()));
    }

    private static ScheduledStep step(LocalDateTime start) {
        return new ScheduledStep(
                "CF1",
                "2.25.1",
                "RP1",
                "ACC1",
                new PatientIdentity("1", "TEST", "DOE^JANE", "", ""),
                "XA",
                List.of("ANGIO1"),
                start,
                "Catheter venography",
                StepState.SCHEDULED);
    }
}
