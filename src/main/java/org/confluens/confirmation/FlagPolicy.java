package org.confluens.confirmation;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.Examination;
import org.confluens.finding.ReportFindings;

/**
 * Decides what a patient's verified reports mean for the patient's flags. A pure function of the reports and the flags as
 * they stand: applied twice it changes nothing the second time, and the flags that wait in the end are the same in
 * whichever order the reports came.
 *
 * <p>A flag asks whether a catheter has seen the stenosis. A catheter study answers it when its images are not older than
 * the window before those of the stenosis; one that comes late answers it too, though statistics leave such a pair out.
 */
final class FlagPolicy {

    /**
     * A flag as it stands. {@code linkedStudies} are the studies made for its confirmation request while that is on the
     * worklist, and none otherwise.
     */
    record Known(
            long id,
            String segmentId,
            String studyInstanceUid,
            FlagState state,
            Optional<Outcome> outcome,
            Optional<Dismissal> dismissal,
            Set<String> linkedStudies) {}

    /** Compares some of the reports, however far apart their images are. */
    interface Comparison {
        List<SegmentConcordance> compare(Collection<ReportFindings> reports);
    }

    private static final Comparator<Known> MOST_ADVANCED =
            Comparator.comparing(Known::state).reversed().thenComparing(Known::id);

    private final Collection<ReportFindings> reports;
    private final Period window;
    private final Comparison comparison;
    private final List<Decision> decisions = new ArrayList<>();

    private FlagPolicy(Collection<ReportFindings> reports, Period window, Comparison comparison) {
        this.reports = reports;
        this.window = window;
        this.comparison = comparison;
    }

    static List<Decision> decide(
            Collection<ReportFindings> reports, Collection<Known> flags, Period window, Comparison comparison) {
        Map<String, List<Known>> bySegment = new TreeMap<>();
        reports.forEach(report -> report.findings()
                .forEach(finding -> bySegment.put(finding.segment().id(), new ArrayList<>())));
        flags.forEach(flag -> bySegment
                .computeIfAbsent(flag.segmentId(), id -> new ArrayList<>())
                .add(flag));
        FlagPolicy policy = new FlagPolicy(reports, window, comparison);
        bySegment.forEach(policy::decide);
        return policy.decisions;
    }

    private void decide(String segmentId, List<Known> flags) {
        Optional<Evidence> stenosis = newestStenosis(segmentId);
        Optional<SegmentConcordance> answer = stenosis.flatMap(evidence -> answer(segmentId, evidence));
        boolean decidedAgainst = stenosis.filter(evidence -> isDismissedByPerson(evidence, flags))
                .isPresent();
        boolean waits = !decidedAgainst
                && answer.filter(a -> a.outcome() == Outcome.MR_ONLY).isPresent();
        List<Known> active = flags.stream()
                .filter(flag -> !flag.state().settled())
                .sorted(MOST_ADVANCED)
                .toList();
        active.stream().skip(1).forEach(flag -> decisions.add(new Decision.Withdraw(flag.id(), Dismissal.DUPLICATE)));
        active.stream().findFirst().ifPresent(flag -> active(flag, answer, waits, stenosis));
        boolean raised = active.isEmpty() && waits;
        if (raised) {
            raiseOrReopen(answer.get(), stenosis.get(), flags);
        }
        flags.stream()
                .filter(flag -> flag.state() == FlagState.RESOLVED)
                .filter(flag -> !(raised && sameStudy(flag, stenosis.get())))
                .forEach(flag -> resolved(flag, answer, stenosis));
    }

    private void raiseOrReopen(SegmentConcordance segment, Evidence stenosis, List<Known> flags) {
        Optional<Known> earlier =
                flags.stream().filter(flag -> sameStudy(flag, stenosis)).max(Comparator.comparing(Known::id));
        if (earlier.isEmpty()) {
            decisions.add(new Decision.Raise(segment, stenosis));
        } else {
            decisions.add(new Decision.Reopen(earlier.get().id(), segment, stenosis));
        }
    }

    /** What a person dismissed stays so, also when newer images raised another flag and their report is gone again. */
    private static boolean isDismissedByPerson(Evidence stenosis, List<Known> flags) {
        return flags.stream()
                .anyMatch(flag -> sameStudy(flag, stenosis)
                        && flag.dismissal().filter(Dismissal.PERSON::equals).isPresent());
    }

    private void active(Known flag, Optional<SegmentConcordance> answer, boolean waits, Optional<Evidence> stenosis) {
        if (answer.filter(a -> a.outcome().answersFlag()).isPresent()) {
            decisions.add(new Decision.Resolve(flag.id(), answer.get(), stenosis.orElseThrow()));
        } else if (!waits) {
            decisions.add(new Decision.Withdraw(flag.id(), Dismissal.EVIDENCE_GONE));
        } else if (isReported(flag)) {
            decisions.add(new Decision.Release(flag.id(), answer.get(), stenosis.orElseThrow()));
        } else {
            decisions.add(new Decision.Keep(flag.id(), answer.get(), stenosis.orElseThrow()));
        }
    }

    /** An answer stays, and follows when a report behind it is amended. */
    private void resolved(Known flag, Optional<SegmentConcordance> answer, Optional<Evidence> stenosis) {
        boolean stated = statements(flag.segmentId())
                .anyMatch(e -> sameStudy(flag, e) && e.finding().showsStenosis());
        if (!stated) {
            decisions.add(new Decision.Withdraw(flag.id(), Dismissal.EVIDENCE_GONE));
        } else if (stenosis.filter(evidence -> sameStudy(flag, evidence)).isPresent()) {
            answer.filter(a -> a.outcome().answersFlag())
                    .filter(a -> !flag.outcome().equals(Optional.of(a.outcome())))
                    .ifPresent(a -> decisions.add(new Decision.Resolve(flag.id(), a, stenosis.orElseThrow())));
        }
    }

    /** The stenosis held against every catheter study that can speak of it. */
    private Optional<SegmentConcordance> answer(String segmentId, Evidence stenosis) {
        LocalDate oldest = stenosis.report().studyDate().minus(window);
        List<ReportFindings> relevant = reports.stream()
                .filter(report -> report.equals(stenosis.report())
                        || !report.examination().isCrossSectional()
                                && !report.studyDate().isBefore(oldest))
                .map(report -> report.only(segmentId))
                .toList();
        return comparison.compare(relevant).stream().findFirst();
    }

    /** The study that was made for the flag has its report, also where the modality told nothing of its step. */
    private boolean isReported(Known flag) {
        return reports.stream()
                .anyMatch(report -> report.examination().isInvasive()
                        && !report.findings().isEmpty()
                        && flag.linkedStudies().contains(report.studyInstanceUid()));
    }

    /** The stenosis that MR or CT venography shows now, by the newest report of each that looked at the segment. */
    private Optional<Evidence> newestStenosis(String segmentId) {
        Map<Examination, Evidence> newest = new EnumMap<>(Examination.class);
        statements(segmentId)
                .forEach(evidence -> newest.merge(
                        evidence.finding().examination(),
                        evidence,
                        (one, other) -> Evidence.BY_AGE.compare(one, other) >= 0 ? one : other));
        return newest.values().stream()
                .filter(evidence -> evidence.finding().showsStenosis())
                .max(Evidence.BY_AGE);
    }

    private Stream<Evidence> statements(String segmentId) {
        return reports.stream()
                .flatMap(report -> report.findings().stream()
                        .filter(finding -> finding.segment().id().equals(segmentId))
                        .filter(finding -> finding.examination().isCrossSectional()
                                && finding.verdict().assessed()
                                && finding.segment().isAssessableBy(finding.examination()))
                        .map(finding -> new Evidence(report, finding)));
    }

    private static boolean sameStudy(Known flag, Evidence evidence) {
        return flag.studyInstanceUid().equals(evidence.report().studyInstanceUid());
    }
}
