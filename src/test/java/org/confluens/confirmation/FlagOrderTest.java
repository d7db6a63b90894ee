package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.confluens.concordance.Concordance;
import org.confluens.concordance.FlagEffect;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Veins;
import org.confluens.finding.Verdict;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whichever way reports come, are replaced and are withdrawn, the same flags wait in the end. */
class FlagOrderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Set<String> SEGMENTS = Set.of("IJV-L-J1", "IJV-R-J3", "AZ-ARCH");

    private final Anatomy anatomy = Veins.anatomy();
    private final Concordance concordance = Concordance.standard();

    /** The flags of one patient, with no database under them. */
    private final class Patient {
        private final Map<String, ReportFindings> reports = new LinkedHashMap<>();
        private final Map<Long, FlagPolicy.Known> flags = new TreeMap<>();
        private long nextId = 1;

        void verify(ReportFindings report) {
            reports.put(report.studyInstanceUid(), report);
            update();
        }

        void withdraw(ReportFindings report) {
            reports.remove(report.studyInstanceUid());
            update();
        }

        void merge(Patient prior) {
            reports.putAll(prior.reports);
            prior.flags.values().forEach(flag -> {
                long id = nextId++;
                put(
                        id,
                        flag.segmentId(),
                        flag.studyInstanceUid(),
                        flag.state(),
                        flag.outcome().orElse(null),
                        flag.dismissal().orElse(null));
            });
            update();
        }

        private void update() {
            decisions().forEach(this::apply);
        }

        List<Decision> decisions() {
            return FlagPolicy.decide(
                    reports.values(),
                    flags.values(),
                    segment -> concordance.narrowing(
                            anatomy.segment(segment).orElseThrow(), reports.values(), Period.ofDays(180)));
        }

        private void apply(Decision decision) {
            if (decision instanceof Decision.Raise raise) {
                long id = nextId++;
                put(
                        id,
                        raise.segment().segment().id(),
                        raise.evidence().report().studyInstanceUid(),
                        state(raise.segment()),
                        null,
                        null);
            } else if (decision instanceof Decision.Keep keep) {
                shows(keep.flagId(), keep.evidence().report().studyInstanceUid());
                settle(keep.flagId(), state(keep.segment()), null, null);
            } else if (decision instanceof Decision.Hold hold) {
                shows(hold.flagId(), hold.evidence().report().studyInstanceUid());
                settle(hold.flagId(), FlagState.OPEN, null, null);
            } else if (decision instanceof Decision.Resolve resolve) {
                shows(resolve.flagId(), resolve.evidence().report().studyInstanceUid());
                settle(resolve.flagId(), FlagState.RESOLVED, resolve.segment().outcome(), null);
            } else if (decision instanceof Decision.Reopen reopen) {
                settle(reopen.flagId(), state(reopen.segment()), null, null);
                shows(reopen.flagId(), reopen.evidence().report().studyInstanceUid());
            } else if (decision instanceof Decision.Withdraw withdraw) {
                settle(withdraw.flagId(), FlagState.DISMISSED, null, withdraw.dismissal());
            }
        }

        /** What the software proposes is on a request at once. */
        private FlagState state(SegmentConcordance segment) {
            return segment.rule().flag() == FlagEffect.PROPOSED ? FlagState.CONFIRMATION_PROPOSED : FlagState.OPEN;
        }

        private void shows(long id, String study) {
            FlagPolicy.Known flag = flags.get(id);
            put(id, flag.segmentId(), study, flag.state(), null, null);
        }

        private void settle(long id, FlagState state, Outcome outcome, Dismissal dismissal) {
            FlagPolicy.Known flag = flags.get(id);
            put(id, flag.segmentId(), flag.studyInstanceUid(), state, outcome, dismissal);
        }

        private void put(long id, String segment, String study, FlagState state, Outcome outcome, Dismissal dismissal) {
            flags.put(
                    id,
                    new FlagPolicy.Known(
                            id,
                            segment,
                            study,
                            state,
                            Optional.ofNullable(outcome),
                            Optional.ofNullable(dismissal),
                            Set.of(),
                            false,
                            Optional.empty()));
        }

        /** Segment, images and state of every flag that waits. */
        List<String> waiting() {
            return flags.values().stream()
                    .filter(flag -> !flag.state().settled())
                    .map(flag -> flag.segmentId() + " " + flag.studyInstanceUid() + " " + flag.state())
                    .sorted()
                    .toList();
        }
    }

    @RepeatedTest(300)
    void theSameFlagsWaitInTheEnd(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ReportFindings> reports = someReports(random);
        Patient inOrder = new Patient();
        reports.forEach(inOrder::verify);

        List<ReportFindings> shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, random);
        Patient another = new Patient();
        for (ReportFindings report : shuffled) {
            another.verify(report);
            if (random.nextBoolean()) {
                another.withdraw(report);
                another.verify(report);
            }
        }

        assertThat(another.waiting()).isEqualTo(inOrder.waiting());
        assertThat(another.decisions()).allMatch(Decision.Keep.class::isInstance);
    }

    @RepeatedTest(300)
    void patientsWhoBecomeOneHaveTheFlagsOfOneWheneverTheyDo(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ReportFindings> reports = someReports(random);
        Patient always = new Patient();
        reports.forEach(always::verify);

        Collections.shuffle(reports, random);
        Patient survivor = new Patient();
        Patient prior = new Patient();
        int merge = random.nextInt(reports.size() + 1);
        for (int i = 0; i < reports.size(); i++) {
            if (i == merge) {
                survivor.merge(prior);
            }
            (i < merge && random.nextBoolean() ? prior : survivor).verify(reports.get(i));
        }
        if (merge == reports.size()) {
            survivor.merge(prior);
        }

        assertThat(survivor.waiting()).isEqualTo(always.waiting());
        assertThat(survivor.decisions()).allMatch(Decision.Keep.class::isInstance);
        assertThat(survivor.flags.values())
                .filteredOn(flag -> !flag.state().settled())
                .extracting(FlagPolicy.Known::segmentId)
                .doesNotHaveDuplicates();
    }

    @RepeatedTest(300)
    void whatWasAmendedCountsAsIfItHadNeverBeenOtherwise(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ReportFindings> reports = someReports(random);
        List<ReportFindings> amended = someReports(random);
        int both = Math.min(reports.size(), amended.size());
        Patient always = new Patient();
        amended.subList(0, both).forEach(always::verify);

        Patient corrected = new Patient();
        reports.subList(0, both).forEach(corrected::verify);
        List<ReportFindings> amendments = new ArrayList<>(amended.subList(0, both));
        Collections.shuffle(amendments, random);
        amendments.forEach(corrected::verify);

        assertThat(corrected.waiting()).isEqualTo(always.waiting());
        assertThat(corrected.decisions()).allMatch(Decision.Keep.class::isInstance);
    }

    @RepeatedTest(100)
    void nothingWaitsWhenEveryReportIsWithdrawn(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ReportFindings> reports = someReports(random);
        Patient patient = new Patient();
        reports.forEach(patient::verify);
        Collections.shuffle(reports, random);
        reports.forEach(patient::withdraw);

        assertThat(patient.waiting()).isEmpty();
        assertThat(patient.flags.values()).allMatch(flag -> flag.state() == FlagState.DISMISSED);
    }

    private List<ReportFindings> someReports(Random random) {
        List<ReportFindings> reports = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Examination examination = Examination.values()[random.nextInt(5)];
            List<SegmentFinding> findings = new ArrayList<>();
            for (String segment : SEGMENTS) {
                Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
                findings.add(new SegmentFinding(
                        Veins.segment(segment), examination, verdict, Set.of(), OptionalDouble.empty(), List.of()));
            }
            reports.add(new ReportFindings(
                    "report-" + i,
                    "study-" + i,
                    examination,
                    Instant.EPOCH.plusSeconds(i),
                    DAY.plusDays(random.nextInt(5) * 70L),
                    Optional.empty(),
                    findings));
        }
        return reports;
    }
}
