package org.confluens.confirmation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Verdict;

/**
 * Decides what a patient's verified reports mean for the patient's flags. A pure function of the reports and the flags as
 * they stand: applied twice it changes nothing the second time.
 */
final class FlagPolicy {

    /** A flag as it stands. {@code linkedStudies} are the studies made for its confirmation request. */
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
    private final Comparison comparison;
    private final List<Decision> decisions = new ArrayList<>();

    private FlagPolicy(Collection<ReportFindings> reports, Comparison comparison) {
        this.reports = reports;
        this.comparison = comparison;
    }

    static List<Decision> decide(
            List<SegmentConcordance> compared,
            Collection<ReportFindings> reports,
            Collection<Known> flags,
            Comparison comparison) {
        Map<String, SegmentConcordance> segments = new LinkedHashMap<>();
        compared.forEach(segment -> segments.put(segment.segment().id(), segment));
        Map<String, List<Known>> flagsBySegment = new TreeMap<>();
        flags.forEach(flag -> flagsBySegment
                .computeIfAbsent(flag.segmentId(), id -> new ArrayList<>())
                .add(flag));
        FlagPolicy policy = new FlagPolicy(reports, comparison);
        Stream.concat(segments.keySet().stream(), flagsBySegment.keySet().stream())
                .distinct()
                .forEach(id -> policy.decide(
                        id, Optional.ofNullable(segments.get(id)), flagsBySegment.getOrDefault(id, List.of())));
        return policy.decisions;
    }

    private void decide(String segmentId, Optional<SegmentConcordance> segment, List<Known> flags) {
        List<Known> active = flags.stream()
                .filter(flag -> !flag.state().settled())
                .sorted(MOST_ADVANCED)
                .toList();
        active.stream().skip(1).forEach(flag -> decisions.add(new Decision.Withdraw(flag.id(), Dismissal.DUPLICATE)));
        Optional<Evidence> stenosis = newestStenosis(segmentId);
        boolean unanswered = segment.filter(s -> s.outcome() == Outcome.MR_ONLY).isPresent();
        if (active.isEmpty() && unanswered) {
            raiseOrReopen(segment.get(), stenosis.orElseThrow(), flags);
        }
        active.stream().findFirst().ifPresent(flag -> active(flag, segment, stenosis));
        flags.stream()
                .filter(flag -> flag.state() == FlagState.RESOLVED)
                .filter(flag -> !(active.isEmpty() && unanswered && sameStudy(flag, stenosis.orElseThrow())))
                .forEach(flag -> resolved(flag, segment));
    }

    private void raiseOrReopen(SegmentConcordance segment, Evidence stenosis, List<Known> flags) {
        Optional<Known> earlier =
                flags.stream().filter(flag -> sameStudy(flag, stenosis)).max(Comparator.comparing(Known::id));
        if (earlier.isEmpty()) {
            decisions.add(new Decision.Raise(segment, stenosis));
        } else if (earlier.get().dismissal().filter(Dismissal.PERSON::equals).isEmpty()) {
            decisions.add(new Decision.Reopen(earlier.get().id(), segment, stenosis));
        }
    }

    private void active(Known flag, Optional<SegmentConcordance> segment, Optional<Evidence> stenosis) {
        if (stenosis.isEmpty() || segment.isEmpty()) {
            decisions.add(new Decision.Withdraw(flag.id(), Dismissal.EVIDENCE_GONE));
            return;
        }
        Optional<SegmentConcordance> answer = Optional.of(segment.get())
                .filter(s -> shows(s, stenosis.get()) && s.outcome().answersFlag())
                .or(() -> linkedAnswer(flag, stenosis.get()));
        if (answer.isPresent()) {
            decisions.add(new Decision.Resolve(flag.id(), answer.get()));
        } else if (flag.state() == FlagState.IN_PROGRESS && isReported(flag)) {
            decisions.add(new Decision.Release(flag.id(), segment.get(), stenosis.get()));
        } else {
            decisions.add(new Decision.Keep(flag.id(), segment.get(), stenosis.get()));
        }
    }

    /** What was answered stays answered when the window moves on; it follows when a report behind it changes. */
    private void resolved(Known flag, Optional<SegmentConcordance> segment) {
        boolean stated = statements(flag.segmentId())
                .anyMatch(e -> sameStudy(flag, e) && e.finding().verdict() == Verdict.STENOSIS);
        if (!stated) {
            decisions.add(new Decision.Withdraw(flag.id(), Dismissal.EVIDENCE_GONE));
            return;
        }
        segment.filter(s -> s.outcome().answersFlag() && !flag.outcome().equals(Optional.of(s.outcome())))
                .filter(s -> s.evidence().values().stream().anyMatch(e -> sameStudy(flag, e)))
                .ifPresent(s -> decisions.add(new Decision.Resolve(flag.id(), s)));
    }

    /** The study made for the flag answers it even when it came later than reports are compared otherwise. */
    private Optional<SegmentConcordance> linkedAnswer(Known flag, Evidence stenosis) {
        List<ReportFindings> both = reports.stream()
                .filter(report -> report.reportUid().equals(stenosis.report().reportUid())
                        || report.examination().isInvasive()
                                && flag.linkedStudies().contains(report.studyInstanceUid()))
                .toList();
        return comparison.compare(both).stream()
                .filter(s -> s.segment().id().equals(flag.segmentId()))
                .filter(s -> s.outcome().answersFlag())
                .findFirst();
    }

    private boolean isReported(Known flag) {
        return reports.stream()
                .anyMatch(report -> report.examination().isInvasive()
                        && flag.linkedStudies().contains(report.studyInstanceUid()));
    }

    /** The stenosis that MR or CT venography shows now, by the newest report of each that looked at the segment. */
    private Optional<Evidence> newestStenosis(String segmentId) {
        Map<Object, Evidence> newest = new LinkedHashMap<>();
        statements(segmentId)
                .forEach(evidence -> newest.merge(
                        evidence.finding().examination(),
                        evidence,
                        (one, other) -> Evidence.BY_AGE.compare(one, other) >= 0 ? one : other));
        return newest.values().stream()
                .filter(evidence -> evidence.finding().verdict() == Verdict.STENOSIS)
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

    private static boolean shows(SegmentConcordance segment, Evidence stenosis) {
        return segment.evidence(stenosis.finding().examination())
                .filter(e -> e.report().reportUid().equals(stenosis.report().reportUid()))
                .isPresent();
    }

    private static boolean sameStudy(Known flag, Evidence evidence) {
        return flag.studyInstanceUid().equals(evidence.report().studyInstanceUid());
    }
}
