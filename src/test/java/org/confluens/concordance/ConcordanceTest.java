package org.confluens.concordance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.Kind;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Veins;
import org.confluens.finding.Verdict;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ConcordanceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Period WINDOW = Period.ofDays(180);
    private static final Segment J1 = Veins.segment("IJV-L-J1");
    private static final Segment J3 = Veins.segment("IJV-L-J3");
    private static final Segment AZYGOS = Veins.segment("AZ-ARCH");

    private final Anatomy anatomy = Veins.anatomy();
    private final Concordance concordance = Concordance.standard();

    @Test
    void stenosisOnMrAloneIsMrOnly() {
        SegmentConcordance segment = only(report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS)));

        assertThat(segment.outcome()).isEqualTo(Outcome.MR_ONLY);
        assertThat(segment.category().code().value()).isEqualTo("D_NOT_COMPARED");
        assertThat(segment.physiologicalSite()).isFalse();
    }

    @Test
    void catheterWithoutStenosisDoesNotReproduceMr() {
        SegmentConcordance segment = only(
                report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS)),
                report("2", DAY.plusDays(20), finding(J1, Examination.CATHETER, Verdict.NO_STENOSIS)));

        assertThat(segment.outcome()).isEqualTo(Outcome.NOT_REPRODUCED);
        assertThat(segment.verdict(Examination.CATHETER)).isEqualTo(Verdict.NO_STENOSIS);
        assertThat(segment.category().code().value()).isEqualTo("D_MRV_ONLY");
    }

    @Test
    void narrowingWhereHealthyVeinsAreNarrowIsSaidToBeThere() {
        assertThat(only(report("1", DAY, finding(J3, Examination.MRV, Verdict.STENOSIS)))
                        .physiologicalSite())
                .isTrue();
        assertThat(only(report("1", DAY, finding(J3, Examination.MRV, Verdict.NO_STENOSIS)))
                        .physiologicalSite())
                .isFalse();
        assertThat(only(report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS, Kind.AT_CAROTID_BULB)))
                        .physiologicalSite())
                .isTrue();
    }

    @Test
    void whatMrSaysOfTheAzygosDoesNotCount() {
        SegmentConcordance mrAlone = only(report("1", DAY, finding(AZYGOS, Examination.MRV, Verdict.STENOSIS)));
        SegmentConcordance withCatheter = only(
                report("1", DAY, finding(AZYGOS, Examination.MRV, Verdict.NO_STENOSIS)),
                report("2", DAY, finding(AZYGOS, Examination.CATHETER, Verdict.STENOSIS)));

        assertThat(mrAlone.outcome()).isEqualTo(Outcome.NOT_COMPARED);
        assertThat(withCatheter.outcome()).isEqualTo(Outcome.NOT_COMPARED);
        assertThat(withCatheter.rule().agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    }

    @Test
    void stenosisOfAVeinThatNoCatheterCanAssessAsksForNone() {
        Segment sinus = Veins.segment("SSS");
        SegmentConcordance mrAlone = only(report("1", DAY, finding(sinus, Examination.MRV, Verdict.STENOSIS)));
        SegmentConcordance reachedAfterAll = only(
                report("1", DAY, finding(sinus, Examination.MRV, Verdict.STENOSIS)),
                report("2", DAY, finding(sinus, Examination.CATHETER, Verdict.STENOSIS)));

        assertThat(mrAlone.outcome()).isEqualTo(Outcome.NOT_CONFIRMABLE);
        assertThat(reachedAfterAll.outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void septumUnderIvusCountsThoughTheVeinIsNotNarrow() {
        SegmentConcordance segment = only(
                report("1", DAY, finding(J1, Examination.MRV, Verdict.NO_STENOSIS)),
                report("2", DAY, finding(J1, Examination.CATHETER, Verdict.NO_STENOSIS)),
                report("3", DAY, finding(J1, Examination.IVUS, Verdict.NO_STENOSIS, Kind.SEPTUM)));

        assertThat(segment.outcome()).isEqualTo(Outcome.OTHER_OBSTRUCTION);
        assertThat(segment.category().code().value()).isEqualTo("D_IVUS_ONLY");
    }

    @Test
    void newerReportThatDidNotLookTakesNothingAway() {
        SegmentConcordance segment = only(
                report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS)),
                report("2", DAY.plusDays(30), finding(J1, Examination.MRV, Verdict.NOT_ASSESSED)));

        assertThat(segment.outcome()).isEqualTo(Outcome.MR_ONLY);
        assertThat(segment.evidence(Examination.MRV).orElseThrow().report().reportUid())
                .isEqualTo("1");
    }

    @Test
    void laterStudyByTheSameModalityWithoutTheNarrowingMakesItInconstant() {
        ReportFindings mr = report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS));
        ReportFindings later = report("2", DAY.plusDays(30), finding(J1, Examination.MRV, Verdict.NO_STENOSIS));

        assertThat(only(mr, later).outcome()).isEqualTo(Outcome.INCONSTANT);
        assertThat(only(mr, later).notShowing()).extracting(Evidence::report).containsExactly(later);
        assertThat(only(mr, poor(later)).outcome()).isEqualTo(Outcome.MR_ONLY);
        assertThat(only(mr, report("2", DAY.minusDays(30), finding(J1, Examination.MRV, Verdict.NO_STENOSIS)))
                        .outcome())
                .isEqualTo(Outcome.MR_ONLY);
        assertThat(only(mr, later, report("3", DAY.plusDays(40), finding(J1, Examination.CATHETER, Verdict.STENOSIS)))
                        .outcome())
                .isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void laterReportOfTheSameStudyTakesThePlaceOfTheEarlier() {
        ReportFindings first = report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS));
        ReportFindings second = new ReportFindings(
                "2",
                first.studyInstanceUid(),
                Examination.MRV,
                first.verifiedAt().plusSeconds(60),
                DAY,
                Optional.empty(),
                List.of(finding(J1, Examination.MRV, Verdict.NO_STENOSIS)));

        assertThat(only(first, second).outcome()).isEqualTo(Outcome.NOT_COMPARED);
    }

    @Test
    void ctWithoutTheStenosisOfMrIsAskedAbout() {
        ReportFindings mr = report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS));

        assertThat(only(mr, report("2", DAY.plusDays(3), finding(J1, Examination.CTV, Verdict.NO_STENOSIS)))
                        .outcome())
                .isEqualTo(Outcome.MR_CT_DISAGREE);
        assertThat(only(mr, report("2", DAY.plusDays(300), finding(J1, Examination.CTV, Verdict.NO_STENOSIS)))
                        .outcome())
                .isEqualTo(Outcome.MR_ONLY);
        assertThat(only(report("2", DAY, finding(J1, Examination.CTV, Verdict.STENOSIS)))
                        .outcome())
                .isEqualTo(Outcome.CT_ONLY);
    }

    @Test
    void aCatheterStudyAnswersWhatWasSeenOnItsDayOrBefore() {
        ReportFindings mr = report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS));
        for (int days : new int[] {0, 1, 181, 900}) {
            assertThat(only(mr, catheter(DAY.plusDays(days), Verdict.NO_STENOSIS))
                            .outcome())
                    .as("%d days after", days)
                    .isEqualTo(Outcome.NOT_REPRODUCED);
        }
        for (int days : new int[] {1, 180}) {
            SegmentConcordance before = only(mr, catheter(DAY.minusDays(days), Verdict.NO_STENOSIS));
            assertThat(before.outcome()).as("%d days before", days).isEqualTo(Outcome.MR_ONLY);
            assertThat(before.earlier()).as("%d days before", days).hasSize(1);
        }
        assertThat(only(mr, catheter(DAY.minusDays(181), Verdict.NO_STENOSIS)).earlier())
                .isEmpty();
    }

    @Test
    void statisticsPairTheNearestStudiesWithinTheWindow() {
        ReportFindings mr = report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS));
        ReportFindings before = catheter(DAY.minusDays(10), Verdict.STENOSIS);
        ReportFindings after = report("9", DAY.plusDays(100), finding(J1, Examination.CATHETER, Verdict.NO_STENOSIS));

        assertThat(only(mr, before, after).paired(Examination.CATHETER))
                .map(Evidence::report)
                .contains(before);
        assertThat(only(mr, catheter(DAY.plusDays(181), Verdict.STENOSIS)).paired(Examination.CATHETER))
                .isEmpty();
    }

    @Test
    void aNarrowingAtAnotherLevelIsNoConfirmation() {
        SegmentFinding mr = finding(J1, Examination.MRV, Verdict.STENOSIS, Kind.AT_SKULL_BASE);
        SegmentFinding elsewhere = finding(J1, Examination.CATHETER, Verdict.STENOSIS, Kind.AT_VALVE);
        SegmentFinding somewhere = finding(J1, Examination.CATHETER, Verdict.STENOSIS);

        SegmentConcordance apart = only(report("1", DAY, mr), report("2", DAY, elsewhere));

        assertThat(apart.lesions())
                .extracting(lesion -> lesion.rule().outcome())
                .containsExactly(Outcome.NOT_REPRODUCED, Outcome.CATHETER_ONLY);
        assertThat(apart.outcome()).isEqualTo(Outcome.NOT_REPRODUCED);
        assertThat(apart.category().code().value()).isNotEqualTo("D_MRV_CATH_AGR");
        assertThat(only(report("1", DAY, mr), report("2", DAY, somewhere)).outcome())
                .isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void ofSeveralNarrowingsTheOneCountsForWhichMostIsLeftToDo() {
        SegmentFinding two = finding(J1, Examination.MRV, Verdict.STENOSIS, Kind.AT_SKULL_BASE)
                .with(finding(J1, Examination.MRV, Verdict.STENOSIS, Kind.AT_VALVE));
        SegmentFinding open = finding(J1, Examination.CATHETER, Verdict.STENOSIS, Kind.AT_VALVE)
                .with(finding(J1, Examination.CATHETER, Verdict.INDETERMINATE, Kind.AT_SKULL_BASE));

        SegmentConcordance segment = only(report("1", DAY, two), report("2", DAY, open));

        assertThat(segment.lesions())
                .extracting(lesion -> lesion.rule().outcome())
                .containsExactlyInAnyOrder(Outcome.UNDECIDED, Outcome.CONFIRMED);
        assertThat(segment.outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void anotherObstructionWhereMrSawANarrowingIsNotNothing() {
        SegmentConcordance segment = only(
                report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS)),
                report("2", DAY, finding(J1, Examination.CATHETER, Verdict.NO_STENOSIS, Kind.WEB, Kind.VALVE_FUSED)));

        assertThat(segment.outcome()).isEqualTo(Outcome.OTHER_OBSTRUCTION);
        assertThat(segment.category().code().value()).isEqualTo("D_CONCORD_ABN");
    }

    @Test
    void whatItsReaderCallsPhysiologicalAndInconstantIsFlaggedAndNothingIsProposed() {
        SegmentConcordance both = only(
                report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS, Kind.PHYSIOLOGICAL, Kind.INCONSTANT)));
        SegmentConcordance one =
                only(report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS, Kind.PHYSIOLOGICAL)));

        assertThat(both.outcome()).isEqualTo(Outcome.MR_ONLY);
        assertThat(both.rule().flag()).isEqualTo(FlagEffect.OPEN);
        assertThat(one.rule().flag()).isEqualTo(FlagEffect.PROPOSED);
    }

    @Test
    void laterUltrasoundDoesNotPushMrOutOfTheWindow() {
        SegmentConcordance segment = only(
                report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS)),
                report("2", DAY.plusDays(300), finding(J1, Examination.ULTRASOUND, Verdict.NO_STENOSIS)));

        assertThat(segment.outcome()).isEqualTo(Outcome.MR_ONLY);
        assertThat(segment.evidence(Examination.ULTRASOUND)).isEmpty();
    }

    @Test
    void ultrasoundIsAbnormalByItsFlowToo() {
        SegmentConcordance segment = only(
                report("1", DAY, finding(J1, Examination.ULTRASOUND, Verdict.NO_STENOSIS, Kind.REFLUX)),
                report("2", DAY, finding(J1, Examination.CATHETER, Verdict.NO_STENOSIS)));

        assertThat(segment.category().code().value()).isEqualTo("D_US_ONLY");
    }

    @Test
    void imagesFromAfterATreatmentAreNotHeldAgainstThoseFromBefore() {
        ReportFindings mr = report("1", DAY, finding(J1, Examination.MRV, Verdict.STENOSIS));
        ReportFindings catheter = report("2", DAY.plusDays(20), finding(J1, Examination.CATHETER, Verdict.STENOSIS));
        ReportFindings treatment = treatment(DAY.plusDays(20));
        ReportFindings control = report("4", DAY.plusDays(60), finding(J1, Examination.MRV, Verdict.NO_STENOSIS));
        ReportFindings again = report("5", DAY.plusDays(90), finding(J1, Examination.MRV, Verdict.STENOSIS));

        assertThat(only(mr, catheter, treatment).outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(only(mr, treatment).outcome()).isEqualTo(Outcome.TREATED);
        assertThat(only(mr, catheter, treatment, control).outcome()).isEqualTo(Outcome.NOT_COMPARED);
        assertThat(only(mr, catheter, treatment, again).outcome()).isEqualTo(Outcome.RESTENOSIS_SUSPECTED);
    }

    private static ReportFindings treatment(LocalDate date) {
        return new ReportFindings(
                "3",
                "study-3",
                Examination.CATHETER,
                Instant.EPOCH,
                date,
                Optional.empty(),
                List.of(),
                Set.of(J1),
                OptionalInt.empty(),
                false);
    }

    private static ReportFindings poor(ReportFindings report) {
        return new ReportFindings(
                report.reportUid(),
                report.studyInstanceUid(),
                report.examination(),
                report.verifiedAt(),
                report.studyDate(),
                report.reader(),
                report.findings(),
                report.treated(),
                report.criteriaMet(),
                true);
    }

    private static ReportFindings catheter(LocalDate date, Verdict verdict) {
        return report("2", date, finding(J1, Examination.CATHETER, verdict));
    }

    @RepeatedTest(200)
    void doesNotDependOnTheOrderInWhichReportsArrive(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ReportFindings> reports = someReports(random);
        List<SegmentConcordance> inOrder = concordance.assess(reports, anatomy, WINDOW);

        List<ReportFindings> shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, random);
        shuffled.add(reports.get(random.nextInt(reports.size())));

        assertThat(concordance.assess(shuffled, anatomy, WINDOW)).isEqualTo(inOrder);
    }

    private List<ReportFindings> someReports(Random random) {
        List<ReportFindings> reports = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Examination examination = pick(random, Examination.values());
            List<SegmentFinding> findings = new ArrayList<>();
            for (Segment segment : anatomy.segments()) {
                if (random.nextBoolean()) {
                    findings.add(
                            finding(segment, examination, pick(random, Verdict.values()), pick(random, Kind.values())));
                }
            }
            LocalDate date = DAY.plusDays(random.nextInt(6) * 60L);
            reports.add(report("" + i, date, findings.toArray(new SegmentFinding[0])));
        }
        return reports;
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private SegmentConcordance only(ReportFindings... reports) {
        List<SegmentConcordance> segments = concordance.assess(Arrays.asList(reports), anatomy, WINDOW);
        assertThat(segments).hasSize(1);
        return segments.get(0);
    }

    private static SegmentFinding finding(Segment segment, Examination examination, Verdict verdict, Kind... kinds) {
        return new SegmentFinding(segment, examination, verdict, Set.of(kinds), OptionalDouble.empty(), List.of());
    }

    private static ReportFindings report(String uid, LocalDate date, SegmentFinding... findings) {
        Examination examination = findings.length == 0 ? Examination.MRV : findings[0].examination();
        Instant verified = date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return new ReportFindings(
                uid, "study-" + uid, examination, verified, date, Optional.empty(), Arrays.asList(findings));
    }
}
