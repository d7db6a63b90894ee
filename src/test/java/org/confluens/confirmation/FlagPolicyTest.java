package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.confluens.concordance.Concordance;
import org.confluens.concordance.Outcome;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Veins;
import org.confluens.finding.Verdict;
import org.junit.jupiter.api.Test;

class FlagPolicyTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Segment J1 = Veins.segment("IJV-L-J1");

    private final Anatomy anatomy = Veins.anatomy();
    private final Concordance concordance = Concordance.standard();

    private final ReportFindings mr = report("mr", DAY, Examination.MRV, Verdict.STENOSIS);
    private final ReportFindings catheter = report("cath", DAY.plusDays(30), Examination.CATHETER, Verdict.NO_STENOSIS);

    @Test
    void stenosisOnMrAloneRaisesAFlag() {
        Decision decision = only(decide(List.of(), mr));

        assertThat(decision).isInstanceOf(Decision.Raise.class);
        assertThat(((Decision.Raise) decision).evidence().report()).isEqualTo(mr);
    }

    @Test
    void stenosisThatACatheterHasAnsweredAlreadyRaisesNone() {
        assertThat(decide(List.of(), mr, catheter)).isEmpty();
    }

    @Test
    void aFlagThatStandsIsKept() {
        assertThat(only(decide(List.of(flag(FlagState.SCHEDULED)), mr))).isInstanceOf(Decision.Keep.class);
    }

    @Test
    void theCatheterStudyResolvesTheFlag() {
        Decision decision = only(decide(List.of(flag(FlagState.IN_PROGRESS, "study-cath")), mr, catheter));

        assertThat(((Decision.Resolve) decision).segment().outcome()).isEqualTo(Outcome.NOT_REPRODUCED);
    }

    @Test
    void anAmendedCatheterReportChangesTheOutcome() {
        FlagPolicy.Known resolved = settled(FlagState.RESOLVED, Outcome.NOT_REPRODUCED, null);
        ReportFindings amended = report("cath2", DAY.plusDays(30), Examination.CATHETER, Verdict.STENOSIS);

        assertThat(decide(List.of(resolved), mr, catheter)).isEmpty();
        Decision decision = only(decide(List.of(resolved), mr, amended));
        assertThat(((Decision.Resolve) decision).segment().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aWithdrawnCatheterReportOpensTheFlagAgain() {
        FlagPolicy.Known resolved = settled(FlagState.RESOLVED, Outcome.NOT_REPRODUCED, null);

        assertThat(only(decide(List.of(resolved), mr))).isInstanceOf(Decision.Reopen.class);
    }

    @Test
    void aWithdrawnMrReportTakesItsFlagBack() {
        assertThat(only(decide(List.of(flag(FlagState.SCHEDULED)))))
                .isEqualTo(new Decision.Withdraw(1, Dismissal.EVIDENCE_GONE));
        assertThat(only(decide(List.of(settled(FlagState.RESOLVED, Outcome.NOT_REPRODUCED, null)), catheter)))
                .isEqualTo(new Decision.Withdraw(1, Dismissal.EVIDENCE_GONE));
    }

    @Test
    void aNewerMrStudyWithoutTheStenosisLeavesTheFlagToAPerson() {
        ReportFindings newer = report("mr2", DAY.plusDays(5), Examination.MRV, Verdict.NO_STENOSIS);

        assertThat(only(decide(List.of(flag(FlagState.OPEN)), mr, newer))).isInstanceOf(Decision.Keep.class);
        assertThat(only(decide(List.of(flag(FlagState.CONFIRMATION_PROPOSED)), mr, newer)))
                .isInstanceOf(Decision.Hold.class);
        assertThat(only(decide(List.of(asked()), mr, newer))).isInstanceOf(Decision.Keep.class);
        assertThat(only(decide(List.of(), mr, newer))).isInstanceOf(Decision.Raise.class);
    }

    @Test
    void aCatheterStudyThatCouldNotDecideKeepsTheFlagOpen() {
        ReportFindings undecided = report("cath", DAY.plusDays(30), Examination.CATHETER, Verdict.INDETERMINATE);

        assertThat(only(decide(List.of(flag(FlagState.IN_PROGRESS, "study-cath")), mr, undecided)))
                .isInstanceOf(Decision.Release.class);
        assertThat(only(decide(List.of(settled(FlagState.RESOLVED, Outcome.IVUS_SUGGESTED, null)), mr, undecided)))
                .isInstanceOf(Decision.Reopen.class);
    }

    @Test
    void aVenogramAgainstIvusWaitsForAPersonAndStaysAsDecidedUntilThereIsOtherEvidence() {
        ReportFindings venogram = report("cath", DAY.plusDays(30), Examination.CATHETER, Verdict.STENOSIS);
        ReportFindings ivus = report("ivus", DAY.plusDays(30), Examination.IVUS, Verdict.NO_STENOSIS);
        String evidence = concordance
                .narrowing(J1, List.of(mr, venogram, ivus), Period.ofDays(180))
                .orElseThrow()
                .evidenceKey();
        FlagPolicy.Known decided = new FlagPolicy.Known(
                1,
                J1.id(),
                "study-mr",
                FlagState.RESOLVED,
                Optional.of(Outcome.PHYSIOLOGICAL),
                Optional.empty(),
                Set.of(),
                false,
                Optional.of(evidence));

        assertThat(only(decide(List.of(flag(FlagState.IN_PROGRESS, "study-cath")), mr, venogram, ivus)))
                .isInstanceOf(Decision.Hold.class);
        assertThat(decide(List.of(decided), mr, venogram, ivus)).isEmpty();
        ReportFindings other = report("cath", DAY.plusDays(30), Examination.CATHETER, Verdict.NO_STENOSIS);
        Decision.Resolve resolve = (Decision.Resolve) only(decide(List.of(decided), mr, other, ivus));
        assertThat(resolve.segment().outcome()).isEqualTo(Outcome.NOT_REPRODUCED);
        assertThat(only(decide(
                        List.of(decided),
                        mr,
                        venogram,
                        ivus,
                        report("mr2", DAY.plusDays(1), Examination.CTV, Verdict.NO_STENOSIS))))
                .isInstanceOf(Decision.Reopen.class);
    }

    @Test
    void aFlagTakenBackOpensAgainWithItsReport() {
        FlagPolicy.Known gone = settled(FlagState.DISMISSED, null, Dismissal.EVIDENCE_GONE);

        assertThat(only(decide(List.of(gone), mr))).isInstanceOf(Decision.Reopen.class);
    }

    @Test
    void whatAPersonDismissedStaysDismissedForTheSameImages() {
        FlagPolicy.Known dismissed = settled(FlagState.DISMISSED, null, Dismissal.PERSON);
        ReportFindings newStudy = report("mr2", DAY.plusDays(90), Examination.MRV, Verdict.STENOSIS);

        assertThat(decide(List.of(dismissed), mr)).isEmpty();
        assertThat(only(decide(List.of(dismissed), mr, newStudy))).isInstanceOf(Decision.Raise.class);
    }

    @Test
    void aLateCatheterStudyAnswersTheFlagAllTheSame() {
        ReportFindings late = report("cath", DAY.plusDays(300), Examination.CATHETER, Verdict.STENOSIS);

        Decision decision = only(decide(List.of(flag(FlagState.SCHEDULED)), mr, late));
        assertThat(((Decision.Resolve) decision).segment().outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(decide(List.of(), late, mr)).isEmpty();
    }

    @Test
    void aCatheterStudyFromLongBeforeAnswersNothing() {
        ReportFindings old = report("cath", DAY.minusDays(181), Examination.CATHETER, Verdict.NO_STENOSIS);

        assertThat(only(decide(List.of(), old, mr))).isInstanceOf(Decision.Raise.class);
    }

    @Test
    void aCatheterStudyWithoutVerdictReleasesItsFlag() {
        ReportFindings silent = report("cath", DAY.plusDays(30), Examination.CATHETER, Verdict.NOT_ASSESSED);

        assertThat(only(decide(List.of(flag(FlagState.IN_PROGRESS, "study-cath")), mr, silent)))
                .isInstanceOf(Decision.Release.class);
        assertThat(only(decide(List.of(flag(FlagState.IN_PROGRESS, "another")), mr, silent)))
                .isInstanceOf(Decision.Keep.class);
    }

    @Test
    void aReportWithoutVerdictReleasesAFlagWhoseStepNobodyToldAnythingOf() {
        ReportFindings silent = report("cath", DAY.plusDays(30), Examination.CATHETER, Verdict.NOT_ASSESSED);

        assertThat(only(decide(List.of(flag(FlagState.SCHEDULED, "study-cath")), mr, silent)))
                .isInstanceOf(Decision.Release.class);
    }

    @Test
    void whatAPersonDismissedDoesNotComeBackThroughAnotherFlagOfTheSegment() {
        FlagPolicy.Known dismissed = settled(FlagState.DISMISSED, null, Dismissal.PERSON);
        FlagPolicy.Known raisedByAReportThatIsGone = new FlagPolicy.Known(
                2,
                J1.id(),
                "study-mr2",
                FlagState.CONFIRMATION_PROPOSED,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                false,
                Optional.empty());

        assertThat(decide(List.of(dismissed, raisedByAReportThatIsGone), mr))
                .containsExactly(new Decision.Withdraw(2, Dismissal.EVIDENCE_GONE));
    }

    @Test
    void aCatheterStudyOfTheSameDayAnswersAndOneOfTheDayBeforeDoesNot() {
        ReportFindings same = report("cath", DAY, Examination.CATHETER, Verdict.NO_STENOSIS);
        ReportFindings before = report("cath", DAY.minusDays(1), Examination.CATHETER, Verdict.NO_STENOSIS);

        assertThat(decide(List.of(), same, mr)).isEmpty();
        assertThat(only(decide(List.of(flag(FlagState.SCHEDULED)), same, mr))).isInstanceOf(Decision.Resolve.class);
        assertThat(only(decide(List.of(), before, mr))).isInstanceOf(Decision.Raise.class);
        assertThat(only(decide(List.of(flag(FlagState.SCHEDULED)), before, mr))).isInstanceOf(Decision.Keep.class);
    }

    @Test
    void ofTwoFlagsOnOneSegmentTheMoreAdvancedStays() {
        FlagPolicy.Known open = known(1, FlagState.OPEN, null, null);
        FlagPolicy.Known scheduled = known(2, FlagState.SCHEDULED, null, null);

        assertThat(decide(List.of(open, scheduled), mr))
                .contains(new Decision.Withdraw(1, Dismissal.DUPLICATE))
                .anyMatch(decision -> decision instanceof Decision.Keep keep && keep.flagId() == 2);
    }

    @Test
    void theNewestCatheterStudyIsTheAnswer() {
        FlagPolicy.Known resolved = settled(FlagState.RESOLVED, Outcome.NOT_REPRODUCED, null);
        ReportFindings muchLater = report("cath2", DAY.plusDays(400), Examination.CATHETER, Verdict.STENOSIS);

        assertThat(decide(List.of(resolved), mr, catheter)).isEmpty();
        Decision decision = only(decide(List.of(resolved), mr, catheter, muchLater));
        assertThat(((Decision.Resolve) decision).segment().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    private List<Decision> decide(List<FlagPolicy.Known> flags, ReportFindings... reports) {
        List<ReportFindings> all = Arrays.asList(reports);
        return FlagPolicy.decide(
                all,
                flags,
                segment -> concordance.narrowing(anatomy.segment(segment).orElseThrow(), all, Period.ofDays(180)));
    }

    private static Decision only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }

    private static FlagPolicy.Known flag(FlagState state, String... linkedStudies) {
        return new FlagPolicy.Known(
                1,
                J1.id(),
                "study-mr",
                state,
                Optional.empty(),
                Optional.empty(),
                Set.of(linkedStudies),
                false,
                Optional.empty());
    }

    private static FlagPolicy.Known asked() {
        return new FlagPolicy.Known(
                1,
                J1.id(),
                "study-mr",
                FlagState.CONFIRMATION_PROPOSED,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                true,
                Optional.empty());
    }

    private static FlagPolicy.Known settled(FlagState state, Outcome outcome, Dismissal dismissal) {
        return known(1, state, outcome, dismissal);
    }

    private static FlagPolicy.Known known(long id, FlagState state, Outcome outcome, Dismissal dismissal) {
        return new FlagPolicy.Known(
                id,
                J1.id(),
                "study-mr",
                state,
                Optional.ofNullable(outcome),
                Optional.ofNullable(dismissal),
                Set.of(),
                false,
                Optional.empty());
    }

    private static ReportFindings report(String uid, LocalDate date, Examination examination, Verdict verdict) {
        Instant verified = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        SegmentFinding finding =
                new SegmentFinding(J1, examination, verdict, Set.of(), OptionalDouble.of(60), List.of());
        String study = "study-" + uid.replace("2", uid.startsWith("cath") ? "" : "2");
        return new ReportFindings(uid, study, examination, verified, date, Optional.empty(), List.of(finding));
    }
}
