package org.confluens.concordance;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.confluens.finding.Examination;
import org.confluens.finding.Lesion;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.Verdict;

/**
 * What was said of one segment over the years: one statement for each study, and the treatments that part it into periods.
 * Images of the day of a treatment were made before it.
 */
final class Course {

    /** A study is one statement however many reports it has. */
    private record Study(Examination examination, String studyInstanceUid) {}

    private final Segment segment;
    private final List<Evidence> statements;
    private final List<LocalDate> treatments;
    private final Period window;

    private Course(Segment segment, List<Evidence> statements, List<LocalDate> treatments, Period window) {
        this.segment = segment;
        this.statements = List.copyOf(statements);
        this.treatments = List.copyOf(treatments);
        this.window = window;
    }

    static Course of(Segment segment, Collection<ReportFindings> reports, Period window) {
        Map<Study, Evidence> byStudy = new LinkedHashMap<>();
        List<LocalDate> treatments = new ArrayList<>();
        for (ReportFindings report : reports) {
            if (report.treats(segment)) {
                treatments.add(report.studyDate());
            }
            report.findings().stream()
                    .filter(finding -> finding.segment().id().equals(segment.id()))
                    .forEach(finding -> byStudy.merge(
                            new Study(finding.examination(), report.studyInstanceUid()),
                            new Evidence(report, finding),
                            Course::newer));
        }
        List<Evidence> inOrder =
                byStudy.values().stream().sorted(Evidence.BY_AGE).toList();
        return new Course(
                segment, inOrder, treatments.stream().sorted().distinct().toList(), window);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    /** How many treatments of the segment came before a study. */
    int period(Evidence evidence) {
        return (int) treatments.stream().filter(day(evidence)::isAfter).count();
    }

    boolean treatedSince(Evidence evidence) {
        return treatments.stream().anyMatch(day -> !day.isBefore(day(evidence)));
    }

    /** The newest study by MR or CT venography that shows the segment narrow, whatever came after it. */
    Optional<Evidence> narrowing() {
        return statements.stream().filter(this::showsNarrowing).max(Evidence.BY_AGE);
    }

    /** The same in the period in which somebody looked last. */
    Optional<Evidence> narrowingNow() {
        int last = lastPeriod();
        return statements.stream()
                .filter(this::showsNarrowing)
                .filter(e -> period(e) == last)
                .max(Evidence.BY_AGE);
    }

    /**
     * What is held against a narrowing: catheter studies of its day or later, the other of MR and CT venography and
     * ultrasound within the window, all of its period. Of each examination the newest that looked.
     */
    Map<Examination, Evidence> about(Evidence narrowing) {
        Map<Examination, Evidence> counting = newest(e -> sameExamination(e, narrowing)
                ? e.equals(narrowing)
                : period(e) == period(narrowing)
                        && (examination(e).isInvasive()
                                ? !day(e).isBefore(day(narrowing))
                                : within(day(e), day(narrowing))));
        counting.put(examination(narrowing), narrowing);
        return counting;
    }

    /** What is compared where nobody sees a narrowing from outside: all around the newest study that looked. */
    Map<Examination, Evidence> withoutNarrowing() {
        int last = lastPeriod();
        Optional<LocalDate> anchor = statements.stream()
                .filter(e -> period(e) == last)
                .filter(e -> examination(e) != Examination.ULTRASOUND)
                .filter(this::looked)
                .map(Course::day)
                .max(LocalDate::compareTo);
        return newest(e ->
                period(e) == last && anchor.map(date -> within(day(e), date)).orElse(true));
    }

    /** Catheter studies of the same period and within the window that came before a narrowing was seen: no answer to it. */
    List<Evidence> before(Evidence narrowing) {
        return statements.stream()
                .filter(e ->
                        examination(e).isInvasive() && e.finding().verdict().assessed())
                .filter(e -> period(e) == period(narrowing))
                .filter(e -> day(e).isBefore(day(narrowing)) && within(day(e), day(narrowing)))
                .toList();
    }

    /** Studies from outside that looked well and do not show a lesion that another shows. */
    List<Evidence> notShowing(Evidence narrowing, Lesion lesion) {
        return statements.stream()
                .filter(e -> examination(e).isCrossSectional() && looked(e) && !isSameStudy(e, narrowing))
                .filter(e -> period(e) == period(narrowing) && !e.report().poorQuality())
                .filter(e -> sameExamination(e, narrowing)
                        ? !day(e).isBefore(day(narrowing))
                        : within(day(e), day(narrowing)))
                .filter(e -> Standings.at(e.finding(), lesion) == Verdict.NO_STENOSIS)
                .toList();
    }

    /**
     * What statistics pair: the study by MR or CT venography that is nearest to a catheter study of its period within the
     * window, and of each other examination the nearest to it.
     */
    Map<Examination, Evidence> paired() {
        int last = lastPeriod();
        List<Evidence> looked = statements.stream()
                .filter(e -> period(e) == last)
                .filter(this::looked)
                .toList();
        Map<Examination, Evidence> paired = new EnumMap<>(Examination.class);
        anchorOfPair(looked).ifPresent(anchor -> {
            Comparator<Evidence> nearest = Comparator.comparingLong((Evidence e) -> -distance(e, anchor))
                    .thenComparing(Evidence.BY_AGE);
            looked.stream()
                    .filter(e -> within(day(e), day(anchor)))
                    .forEach(e -> paired.merge(
                            examination(e), e, (one, other) -> nearest.compare(one, other) >= 0 ? one : other));
        });
        return paired;
    }

    private Optional<Evidence> anchorOfPair(List<Evidence> looked) {
        Comparator<Evidence> nearestToACatheter = Comparator.comparingLong((Evidence e) -> -looked.stream()
                        .filter(c -> examination(c).isInvasive() && within(day(c), day(e)))
                        .mapToLong(c -> distance(c, e))
                        .min()
                        .orElse(Long.MAX_VALUE))
                .thenComparing(Evidence.BY_AGE);
        return looked.stream()
                .filter(e -> examination(e).isCrossSectional())
                .max(nearestToACatheter)
                .or(() ->
                        looked.stream().filter(e -> examination(e).isInvasive()).max(Evidence.BY_AGE))
                .or(() -> looked.stream().max(Evidence.BY_AGE));
    }

    private Map<Examination, Evidence> newest(Predicate<Evidence> condition) {
        Map<Examination, Evidence> newest = new EnumMap<>(Examination.class);
        statements.stream().filter(condition).forEach(e -> newest.merge(examination(e), e, Course::newer));
        return newest;
    }

    /** The last period of which anything is said; what nobody looked at in it stays in the one before. */
    private int lastPeriod() {
        return statements.stream()
                .filter(e -> e.finding().verdict().assessed())
                .mapToInt(this::period)
                .max()
                .orElseGet(
                        () -> statements.stream().mapToInt(this::period).max().orElse(0));
    }

    private boolean showsNarrowing(Evidence evidence) {
        return examination(evidence).isCrossSectional()
                && looked(evidence)
                && evidence.finding().verdict().narrow();
    }

    private boolean looked(Evidence evidence) {
        return evidence.finding().verdict().assessed() && Concordance.counts(segment, examination(evidence));
    }

    private boolean within(LocalDate date, LocalDate anchor) {
        return !date.isBefore(anchor.minus(window)) && !date.isAfter(anchor.plus(window));
    }

    private static long distance(Evidence one, Evidence other) {
        return Math.abs(ChronoUnit.DAYS.between(day(one), day(other)));
    }

    private static LocalDate day(Evidence evidence) {
        return evidence.report().studyDate();
    }

    private static Examination examination(Evidence evidence) {
        return evidence.finding().examination();
    }

    private static boolean sameExamination(Evidence one, Evidence other) {
        return examination(one) == examination(other);
    }

    private static boolean isSameStudy(Evidence one, Evidence other) {
        return one.report().studyInstanceUid().equals(other.report().studyInstanceUid());
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

    /** Everything that was said, oldest first. */
    Stream<Evidence> statements() {
        return statements.stream();
    }
}
