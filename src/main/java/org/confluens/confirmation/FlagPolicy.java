package org.confluens.confirmation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.FlagEffect;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.ReportFindings;

/**
 * Decides what a patient's verified reports mean for the patient's flags. A pure function of the reports and the flags as
 * they stand: applied twice it changes nothing the second time, and the flags that wait in the end are the same in
 * whichever order the reports came.
 *
 * <p>A flag asks whether a catheter has seen a narrowing. What the comparison says of the newest narrowing of a segment
 * says what becomes of its flag; a person can dismiss it, adjudicate it, or ask for a catheter study all the same.
 */
final class FlagPolicy {

    /**
     * A flag as it stands.
     *
     * @param linkedStudies the studies made for its confirmation request while that is on the worklist, and none otherwise
     * @param askedByPerson whether a person asked for the catheter study that the software did not propose
     * @param adjudicated the evidence that a person adjudicated, if one did
     */
    record Known(
            long id,
            String segmentId,
            String studyInstanceUid,
            FlagState state,
            Optional<Outcome> outcome,
            Optional<Dismissal> dismissal,
            Set<String> linkedStudies,
            boolean askedByPerson,
            Optional<String> adjudicated) {}

    /** What became of the newest narrowing of a segment by MR or CT venography; empty where none is seen. */
    interface Comparison {
        Optional<SegmentConcordance> narrowing(String segmentId);
    }

    private static final Comparator<Known> MOST_ADVANCED =
            Comparator.comparing(Known::state).reversed().thenComparing(Known::id);

    private final Collection<ReportFindings> reports;
    private final Comparison comparison;
    private final List<Decision> decisions = new ArrayList<>();

    private FlagPolicy(Collection<ReportFindings> reports, Comparison comparison) {
        this.reports = reports;
        this.comparison = comparison;
    }

    static List<Decision> decide(Collection<ReportFindings> reports, Collection<Known> flags, Comparison comparison) {
        Map<String, List<Known>> bySegment = new TreeMap<>();
        reports.forEach(report -> report.findings()
                .forEach(finding -> bySegment.put(finding.segment().id(), new ArrayList<>())));
        flags.forEach(flag -> bySegment
                .computeIfAbsent(flag.segmentId(), id -> new ArrayList<>())
                .add(flag));
        FlagPolicy policy = new FlagPolicy(reports, comparison);
        bySegment.forEach(policy::decide);
        return policy.decisions;
    }

    private void decide(String segmentId, List<Known> flags) {
        Optional<SegmentConcordance> answer = comparison.narrowing(segmentId);
        boolean waits = answer.filter(a -> a.rule().flag().open())
                .filter(a -> !isDismissedByPerson(a.seen(), flags) && !isAdjudicated(a, flags))
                .isPresent();
        List<Known> active = flags.stream()
                .filter(flag -> !flag.state().settled())
                .sorted(MOST_ADVANCED)
                .toList();
        active.stream().skip(1).forEach(flag -> decisions.add(new Decision.Withdraw(flag.id(), Dismissal.DUPLICATE)));
        active.stream().findFirst().ifPresent(flag -> active(flag, answer, waits));
        boolean raised = active.isEmpty() && waits;
        if (raised) {
            raiseOrReopen(answer.get(), flags);
        }
        flags.stream()
                .filter(flag -> flag.state() == FlagState.RESOLVED)
                .filter(flag -> !(raised && sameStudy(flag, answer.get().seen())))
                .forEach(flag -> resolved(flag, answer));
    }

    private void raiseOrReopen(SegmentConcordance segment, List<Known> flags) {
        Evidence seen = segment.seen();
        Optional<Known> earlier =
                flags.stream().filter(flag -> sameStudy(flag, seen)).max(Comparator.comparing(Known::id));
        decisions.add(
                earlier.isEmpty()
                        ? new Decision.Raise(segment, seen)
                        : new Decision.Reopen(earlier.get().id(), segment, seen));
    }

    /** What a person dismissed stays so, also when newer images raised another flag and their report is gone again. */
    private static boolean isDismissedByPerson(Evidence seen, List<Known> flags) {
        return flags.stream()
                .anyMatch(flag -> sameStudy(flag, seen)
                        && flag.dismissal().filter(Dismissal.PERSON::equals).isPresent());
    }

    /** What a person adjudicated stays so until there is other evidence. */
    private static boolean isAdjudicated(SegmentConcordance answer, List<Known> flags) {
        return flags.stream().anyMatch(flag -> isAdjudicated(flag, answer));
    }

    private static boolean isAdjudicated(Known flag, SegmentConcordance answer) {
        return flag.state() == FlagState.RESOLVED
                && flag.adjudicated().filter(answer.evidenceKey()::equals).isPresent();
    }

    private void active(Known flag, Optional<SegmentConcordance> answer, boolean waits) {
        if (answer.filter(a -> a.rule().flag() == FlagEffect.RESOLVED).isPresent()) {
            decisions.add(
                    new Decision.Resolve(flag.id(), answer.get(), answer.get().seen()));
        } else if (!waits) {
            decisions.add(new Decision.Withdraw(flag.id(), Dismissal.EVIDENCE_GONE));
        } else {
            decisions.add(waiting(flag, answer.get()));
        }
    }

    private Decision waiting(Known flag, SegmentConcordance answer) {
        boolean reported = isReported(flag);
        boolean proposed = answer.rule().flag() == FlagEffect.PROPOSED || flag.askedByPerson();
        if (!proposed && (reported || flag.state() == FlagState.CONFIRMATION_PROPOSED)) {
            return new Decision.Hold(flag.id(), answer, answer.seen());
        }
        return reported
                ? new Decision.Release(flag.id(), answer, answer.seen())
                : new Decision.Keep(flag.id(), answer, answer.seen());
    }

    /** An answer stays, and follows when a report behind it is amended. */
    private void resolved(Known flag, Optional<SegmentConcordance> answer) {
        if (!isStated(flag)) {
            decisions.add(new Decision.Withdraw(flag.id(), Dismissal.EVIDENCE_GONE));
            return;
        }
        answer.filter(a -> sameStudy(flag, a.seen()))
                .filter(a -> a.rule().flag() == FlagEffect.RESOLVED)
                .filter(a -> !flag.outcome().equals(Optional.of(a.outcome())) && !isAdjudicated(flag, a))
                .ifPresent(a -> decisions.add(new Decision.Resolve(flag.id(), a, a.seen())));
    }

    /** Whether the study of a flag still shows the segment narrow. */
    private boolean isStated(Known flag) {
        return reports.stream()
                .filter(report -> report.studyInstanceUid().equals(flag.studyInstanceUid()))
                .flatMap(report -> report.findings().stream())
                .anyMatch(finding -> finding.segment().id().equals(flag.segmentId())
                        && finding.examination().isCrossSectional()
                        && finding.verdict().narrow()
                        && finding.segment().isAssessableBy(finding.examination()));
    }

    /** The study that was made for the flag has its report, also where the modality told nothing of its step. */
    private boolean isReported(Known flag) {
        return reports.stream()
                .anyMatch(report -> report.examination().isInvasive()
                        && !report.findings().isEmpty()
                        && flag.linkedStudies().contains(report.studyInstanceUid()));
    }

    private static boolean sameStudy(Known flag, Evidence evidence) {
        return flag.studyInstanceUid().equals(evidence.report().studyInstanceUid());
    }
}
