package org.confluens.concordance;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.Verdict;

/**
 * Compares the verified reports of one patient, segment by segment. A pure function: the same reports give the same
 * answer in whatever order they came and on whatever day it is asked.
 *
 * <p>Per segment and examination the newest report that looked at the segment counts; a newer one that did not look at it
 * takes nothing away. Reports are compared when the images of each lie within the window of the newest MR, CT or catheter
 * images that looked at the segment; ultrasound is compared with those and doesn't move the window. A treatment of the
 * segment parts its reports: those from before are compared only as long as there is none from after.
 */
public final class Concordance {
    private final ConcordanceRules rules;
    private final Categories categories;

    public Concordance(ConcordanceRules rules, Categories categories) {
        this.rules = rules;
        this.categories = categories;
    }

    /** The comparison by the product's rules. */
    public static Concordance standard() {
        return new Concordance(ConcordanceRules.load(), Categories.load());
    }

    /** The segments that any report speaks of, in the order of the anatomy. */
    public List<SegmentConcordance> assess(Collection<ReportFindings> reports, Anatomy anatomy, Period window) {
        Map<String, List<Evidence>> bySegment = new LinkedHashMap<>();
        distinct(reports)
                .forEach(report -> report.findings()
                        .forEach(finding -> bySegment
                                .computeIfAbsent(finding.segment().id(), id -> new ArrayList<>())
                                .add(new Evidence(report, finding))));
        List<SegmentConcordance> result = new ArrayList<>();
        for (Segment segment : anatomy.segments()) {
            List<Evidence> statements = bySegment.getOrDefault(segment.id(), List.of());
            if (!statements.isEmpty()) {
                result.add(compare(
                        segment, newestInWindow(sinceTreatment(segment, statements, reports), segment, window)));
            }
        }
        return result;
    }

    /** Images of the day of the treatment itself were made before it. */
    private static List<Evidence> sinceTreatment(
            Segment segment, List<Evidence> statements, Collection<ReportFindings> reports) {
        Optional<LocalDate> treated = reports.stream()
                .filter(report -> report.treated().stream().anyMatch(s -> s.id().equals(segment.id())))
                .map(ReportFindings::studyDate)
                .max(LocalDate::compareTo);
        if (treated.isEmpty()) {
            return statements;
        }
        List<Evidence> after = statements.stream()
                .filter(e -> treated.filter(e.report().studyDate()::isAfter).isPresent())
                .toList();
        return after.stream().anyMatch(e -> e.finding().verdict().assessed()) ? after : statements;
    }

    private static Stream<ReportFindings> distinct(Collection<ReportFindings> reports) {
        Map<String, ReportFindings> byUid = new LinkedHashMap<>();
        reports.forEach(report -> byUid.putIfAbsent(report.reportUid(), report));
        return byUid.values().stream();
    }

    private static Map<Examination, Evidence> newestInWindow(
            List<Evidence> statements, Segment segment, Period window) {
        Optional<LocalDate> anchor = anchor(statements, segment);
        Map<Examination, Evidence> newest = new EnumMap<>(Examination.class);
        for (Evidence evidence : statements) {
            if (anchor.map(date -> within(evidence.report().studyDate(), date, window))
                    .orElse(true)) {
                newest.merge(evidence.finding().examination(), evidence, Concordance::newer);
            }
        }
        return newest;
    }

    private static Optional<LocalDate> anchor(List<Evidence> statements, Segment segment) {
        return statements.stream()
                .filter(e -> e.finding().examination() != Examination.ULTRASOUND)
                .filter(e -> e.finding().verdict().assessed()
                        && counts(segment, e.finding().examination()))
                .map(e -> e.report().studyDate())
                .max(LocalDate::compareTo);
    }

    private static boolean within(LocalDate date, LocalDate anchor, Period window) {
        return !date.isBefore(anchor.minus(window)) && !date.isAfter(anchor.plus(window));
    }

    private static Evidence newer(Evidence one, Evidence other) {
        boolean oneLooked = one.finding().verdict().assessed();
        if (oneLooked != other.finding().verdict().assessed()) {
            return oneLooked ? one : other;
        }
        int order = Evidence.BY_AGE.compare(one, other);
        if (order == 0) {
            return new Evidence(one.report(), one.finding().with(other.finding()));
        }
        return order > 0 ? one : other;
    }

    private SegmentConcordance compare(Segment segment, Map<Examination, Evidence> evidence) {
        Standing crossSectional = Standings.crossSectional(segment, evidence);
        Standing catheter = Standings.catheter(segment, evidence);
        Standing ivus = Standings.ivus(evidence);
        Category category = categories.match(
                Categories.Cell.of(crossSectional),
                Standings.ultrasound(segment, evidence),
                Categories.Cell.of(catheter),
                Categories.Cell.ofIvus(ivus));
        boolean physiologicalSite = evidence.values().stream()
                .map(Evidence::finding)
                .anyMatch(finding -> isNarrow(finding.verdict()) && finding.atPhysiologicalSite());
        return new SegmentConcordance(
                segment, evidence, rules.match(crossSectional, catheter, ivus), category, physiologicalSite);
    }

    private static boolean isNarrow(Verdict verdict) {
        return verdict == Verdict.STENOSIS || verdict == Verdict.FIXED || verdict == Verdict.DISTENSIBLE;
    }

    /** A verdict from outside on a vein that can't be assessed from outside is set aside. */
    static boolean counts(Segment segment, Examination examination) {
        return examination.isInvasive() || segment.isAssessableBy(examination);
    }
}
