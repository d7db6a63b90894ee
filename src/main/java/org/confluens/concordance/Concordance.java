package org.confluens.concordance;

import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.Lesion;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;

/**
 * Compares the verified reports of one patient, segment by segment. A pure function: the same reports give the same
 * answer in whatever order they came and on whatever day it is asked.
 *
 * <p>Where MR or CT venography shows a narrowing, the newest study that does is compared with the catheter studies of its
 * day or later, at the level of each narrowing; earlier ones are context. Where none does, the examinations are compared
 * that lie within the window of the newest one that looked. A treatment of the segment parts its reports: what was seen
 * before it is not compared with what came after.
 */
public final class Concordance {

    /** Of several narrowings the one counts for the segment for which most is left to do, then the gravest answer. */
    private static final Comparator<LesionConcordance> FIRST = Comparator.comparing(
                    (LesionConcordance l) -> l.rule().flag().urgency())
            .thenComparing(l -> gravity(l.rule().outcome()));

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
        Collection<ReportFindings> distinct = distinct(reports);
        List<SegmentConcordance> result = new ArrayList<>();
        for (Segment segment : anatomy.segments()) {
            Course course = Course.of(segment, distinct, window);
            if (!course.isEmpty()) {
                result.add(course.narrowingNow()
                        .map(narrowing -> about(segment, course, narrowing))
                        .orElseGet(() -> withoutNarrowing(segment, course)));
            }
        }
        return result;
    }

    /** The newest narrowing of a segment by MR or CT venography and what became of it, also where a treatment came after. */
    public Optional<SegmentConcordance> narrowing(Segment segment, Collection<ReportFindings> reports, Period window) {
        Course course = Course.of(segment, distinct(reports), window);
        return course.narrowing().map(narrowing -> about(segment, course, narrowing));
    }

    /** A rule by its id; empty for one of an earlier version of the tables. */
    public Optional<Rule> rule(String id) {
        return rules.rule(id);
    }

    private static Collection<ReportFindings> distinct(Collection<ReportFindings> reports) {
        Map<String, ReportFindings> byUid = new LinkedHashMap<>();
        reports.forEach(report -> byUid.putIfAbsent(report.reportUid(), report));
        return byUid.values();
    }

    private SegmentConcordance about(Segment segment, Course course, Evidence narrowing) {
        Map<Examination, Evidence> evidence = course.about(narrowing);
        List<LesionConcordance> lesions = new ArrayList<>();
        narrowing.finding().lesions().stream()
                .filter(lesion -> lesion.narrowing().narrow())
                .forEach(lesion -> lesions.add(new LesionConcordance(
                        narrowing,
                        lesion,
                        rules.match(
                                Standings.cells(segment, evidence, Standing.STENOSIS, lesion),
                                situations(course, narrowing, lesion)))));
        LesionConcordance first =
                lesions.stream().min(FIRST).orElseThrow(() -> new IllegalStateException("a narrowing has a lesion"));
        lesions.addAll(seenByCatheterOnly(segment, evidence, narrowing));
        return new SegmentConcordance(
                segment,
                evidence,
                course.before(narrowing),
                course.notShowing(narrowing, first.lesion()),
                lesions,
                course.paired(),
                first.rule(),
                category(segment, evidence, Optional.of(first.lesion())),
                isAtPhysiologicalSite(evidence));
    }

    private SegmentConcordance withoutNarrowing(Segment segment, Course course) {
        Map<Examination, Evidence> evidence = course.withoutNarrowing();
        return new SegmentConcordance(
                segment,
                evidence,
                List.of(),
                List.of(),
                List.of(),
                course.paired(),
                rules.match(Standings.cells(segment, evidence)),
                category(segment, evidence, Optional.empty()),
                isAtPhysiologicalSite(evidence));
    }

    /** Narrowings of the catheter studies that can't be any that MR or CT venography shows. */
    private List<LesionConcordance> seenByCatheterOnly(
            Segment segment, Map<Examination, Evidence> evidence, Evidence narrowing) {
        return Stream.of(Examination.CATHETER, Examination.IVUS)
                .flatMap(examination -> Optional.ofNullable(evidence.get(examination)).stream())
                .flatMap(seen -> seen.finding().lesions().stream()
                        .filter(lesion -> lesion.narrowing().narrow())
                        .filter(lesion -> narrowing.finding().lesions().stream().noneMatch(lesion::canBe))
                        .map(lesion -> new LesionConcordance(
                                seen,
                                lesion,
                                rules.match(Standings.cells(segment, evidence, Standing.NO_STENOSIS, lesion)))))
                .toList();
    }

    private static Set<Situation> situations(Course course, Evidence narrowing, Lesion lesion) {
        Set<Situation> known = EnumSet.noneOf(Situation.class);
        Examination examination = narrowing.finding().examination();
        if (examination == Examination.CTV) {
            known.add(Situation.ON_CT);
        }
        if (lesion.isPhysiologicalAndInconstant()) {
            known.add(Situation.PHYSIOLOGICAL_BY_READER);
        }
        if (course.period(narrowing) > 0) {
            known.add(Situation.AFTER_TREATMENT);
        }
        course.notShowing(narrowing, lesion)
                .forEach(e -> known.add(
                        e.finding().examination() == examination
                                ? Situation.NOT_CONSTANT
                                : Situation.NOT_ON_THE_OTHER));
        if (course.treatedSince(narrowing)) {
            known.add(Situation.TREATED);
        }
        return known;
    }

    private Category category(Segment segment, Map<Examination, Evidence> evidence, Optional<Lesion> lesion) {
        Categories.Cell mr = Standings.cell(segment, evidence, Examination.MRV);
        Categories.Cell ct = Standings.cell(segment, evidence, Examination.CTV);
        boolean bothNarrow = lesion.map(l -> Standings.cells(segment, evidence, Standing.STENOSIS, l))
                .filter(cells -> cells.catheter() == Standing.STENOSIS)
                .isPresent();
        return categories.match(
                mr.orAbnormal(ct),
                Standings.cell(segment, evidence, Examination.ULTRASOUND),
                Standings.cell(segment, evidence, Examination.CATHETER),
                Standings.cell(segment, evidence, Examination.IVUS),
                bothNarrow);
    }

    private static boolean isAtPhysiologicalSite(Map<Examination, Evidence> evidence) {
        return evidence.values().stream()
                .map(Evidence::finding)
                .anyMatch(finding -> finding.verdict().narrow() && finding.atPhysiologicalSite());
    }

    private static int gravity(Outcome outcome) {
        return switch (outcome) {
            case CONFIRMED -> 0;
            case CONFIRMED_BY_IVUS -> 1;
            case TREATED -> 2;
            case OTHER_OBSTRUCTION -> 3;
            case PHYSIOLOGICAL -> 4;
            default -> 5;
        };
    }

    /** A verdict from outside on a vein that can't be assessed from outside is set aside. */
    static boolean counts(Segment segment, Examination examination) {
        return examination.isInvasive() || segment.isAssessableBy(examination);
    }
}
