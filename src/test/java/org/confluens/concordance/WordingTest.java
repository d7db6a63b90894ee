package org.confluens.concordance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.confluens.finding.Examination;
import org.confluens.finding.Kind;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Sign;
import org.confluens.finding.Veins;
import org.confluens.finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence is held against the evidence it speaks of, over the cross product of axes, times, levels, treatments. */
class WordingTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Segment J1 = Veins.segment("IJV-L-J1");
    private static final List<Verdict> OUTSIDE =
            List.of(Verdict.STENOSIS, Verdict.NO_STENOSIS, Verdict.INDETERMINATE, Verdict.NOT_ASSESSED);
    private static final List<Verdict> INSIDE = List.of(
            Verdict.FIXED,
            Verdict.STENOSIS,
            Verdict.DISTENSIBLE,
            Verdict.NO_STENOSIS,
            Verdict.INDETERMINATE,
            Verdict.NOT_ASSESSED);

    private final Concordance concordance = Concordance.standard();
    private final Wording wording = Wording.in(Locale.ENGLISH);

    @Test
    void noSentenceSaysWhatTheEvidenceContradicts() {
        int checked = 0;
        for (List<ReportFindings> reports : crossProduct()) {
            SegmentConcordance compared = concordance
                    .assess(reports, Veins.anatomy(), Period.ofDays(180))
                    .get(0);
            List<String> claims = new ArrayList<>(wording.found(compared));
            claims.add(wording.conclusion(compared.rule()));
            claims.add(compared.category().meaning());
            for (String claim : claims) {
                assertThat(contradiction(claim, compared, reports))
                        .as("%s | %s", claim, reports)
                        .isEmpty();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(50_000);
    }

    /** Why a sentence is not true of the reports; written from the reports themselves, not from the tables. */
    private static Optional<String> contradiction(
            String claim, SegmentConcordance compared, List<ReportFindings> reports) {
        boolean catheterNow = looked(compared, reports, Examination.CATHETER);
        boolean ivusNow = looked(compared, reports, Examination.IVUS);
        if (claim.contains("no catheter study of that day or later has assessed") && (catheterNow || ivusNow)) {
            return Optional.of("a catheter study has");
        }
        if (claim.contains("no catheter study of that day or later has decided")
                && (decided(compared, Examination.CATHETER) || decided(compared, Examination.IVUS))) {
            return Optional.of("a catheter study has decided");
        }
        if ((claim.contains("o venogram decided") || claim.contains("no venogram has assessed"))
                && decided(compared, Examination.CATHETER)) {
            return Optional.of("the venogram decided");
        }
        if (claim.contains("MR or CT venography gave no verdict")
                && (decided(compared, Examination.MRV) || decided(compared, Examination.CTV))) {
            return Optional.of("MR or CT decided");
        }
        if (claim.startsWith("Neither catheter venography nor intravascular ultrasound reproduced")
                && (narrowEverywhere(compared, Examination.CATHETER) || narrowEverywhere(compared, Examination.IVUS))) {
            return Optional.of("one of them shows a narrowing of any level");
        }
        if (claim.contains("show no narrowing") && anyFixed(compared)) {
            return Optional.of("one does");
        }
        if (claim.contains("another obstruction of the segment")
                && !obstructed(compared, Examination.CATHETER)
                && !obstructed(compared, Examination.IVUS)) {
            return Optional.of("none is reported");
        }
        if (claim.contains("treated on that day or later")
                && reports.stream().allMatch(r -> r.treated().isEmpty())) {
            return Optional.of("nothing was treated");
        }
        return category(claim, compared);
    }

    private static Optional<String> category(String claim, SegmentConcordance compared) {
        if (claim.startsWith("No examination compared that gave a verdict found the segment abnormal")
                && compared.evidence().values().stream().anyMatch(WordingTest::isAbnormal)) {
            return Optional.of("one did");
        }
        if (claim.startsWith("Every examination compared that gave a verdict found the segment abnormal")
                && List.of(Examination.ULTRASOUND, Examination.CATHETER, Examination.IVUS).stream()
                        .flatMap(e -> compared.evidence(e).stream())
                        .anyMatch(e -> e.finding().verdict() == Verdict.NO_STENOSIS && !isAbnormal(e))) {
            return Optional.of("one did not");
        }
        if (claim.contains("at the same level or where a level is not given")
                && !(narrowEverywhere(compared, Examination.CATHETER))) {
            return Optional.of("catheter venography shows none");
        }
        return Optional.empty();
    }

    private static boolean isAbnormal(Evidence e) {
        boolean opens =
                e.finding().examination() == Examination.IVUS && e.finding().verdict() == Verdict.DISTENSIBLE;
        return e.finding().verdict().narrow() && !opens
                || e.finding().obstruction() == Sign.PRESENT
                || e.finding().flow() == Sign.PRESENT;
    }

    private static boolean looked(SegmentConcordance compared, List<ReportFindings> reports, Examination examination) {
        if (compared.lesions().isEmpty()) {
            return false;
        }
        ReportFindings narrowing = compared.seen().report();
        boolean treatedBetween = reports.stream().anyMatch(r -> !r.treated().isEmpty());
        return reports.stream()
                .filter(r -> !treatedBetween || !r.studyDate().isAfter(DAY.plusDays(50)))
                .filter(r -> !r.studyDate().isBefore(narrowing.studyDate()))
                .flatMap(r -> r.findings().stream())
                .anyMatch(f -> f.examination() == examination && f.verdict().assessed());
    }

    private static boolean decided(SegmentConcordance compared, Examination examination) {
        Verdict verdict = compared.verdict(examination);
        return verdict.narrow() || verdict == Verdict.NO_STENOSIS;
    }

    private static boolean narrowEverywhere(SegmentConcordance compared, Examination examination) {
        return compared.verdict(examination).narrow()
                && compared.evidence(examination)
                        .orElseThrow()
                        .finding()
                        .levels()
                        .isEmpty();
    }

    private static boolean anyFixed(SegmentConcordance compared) {
        return compared.evidence().values().stream()
                .anyMatch(e -> e.finding().verdict() == Verdict.FIXED
                        || e.finding().verdict() == Verdict.STENOSIS
                                && e.finding().examination() != Examination.ULTRASOUND);
    }

    private static boolean obstructed(SegmentConcordance compared, Examination examination) {
        return compared.evidence(examination)
                .filter(e -> e.finding().obstruction() == Sign.PRESENT)
                .isPresent();
    }

    private static List<List<ReportFindings>> crossProduct() {
        List<List<ReportFindings>> all = new ArrayList<>();
        for (Verdict mr : OUTSIDE) {
            for (Verdict ct : OUTSIDE) {
                for (Verdict catheter : OUTSIDE) {
                    for (Verdict ivus : INSIDE) {
                        for (int days : new int[] {-30, 0, 30}) {
                            for (int form = 0; form < 16; form++) {
                                all.add(reports(mr, ct, catheter, ivus, days, form));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Bits of the form: a web at the venogram, a web under IVUS, the catheter's level differs, a treatment after all. */
    private static List<ReportFindings> reports(
            Verdict mr, Verdict ct, Verdict catheter, Verdict ivus, int days, int form) {
        Set<Kind> level = (form & 4) > 0 ? Set.of(Kind.AT_VALVE) : Set.of();
        List<ReportFindings> reports = new ArrayList<>(List.of(
                report("1", DAY, Examination.MRV, mr, Set.of(Kind.AT_SKULL_BASE)),
                report("2", DAY.minusDays(5), Examination.CTV, ct, Set.of(Kind.AT_SKULL_BASE)),
                report("3", DAY.plusDays(days), Examination.CATHETER, catheter, web(level, form & 1, catheter)),
                report("4", DAY.plusDays(days), Examination.IVUS, ivus, web(Set.of(), form & 2, ivus)),
                report("5", DAY, Examination.ULTRASOUND, mr, Set.of())));
        if ((form & 8) > 0) {
            reports.add(new ReportFindings(
                    "6",
                    "study-6",
                    Examination.CATHETER,
                    DAY.plusDays(51).atStartOfDay().toInstant(ZoneOffset.UTC),
                    DAY.plusDays(50),
                    Optional.empty(),
                    List.of(),
                    Set.of(J1),
                    OptionalInt.empty(),
                    false));
        }
        return reports;
    }

    private static Set<Kind> web(Set<Kind> kinds, int bit, Verdict verdict) {
        if (bit == 0 || !verdict.assessed()) {
            return kinds;
        }
        Set<Kind> more = new TreeSet<>(kinds);
        more.add(Kind.WEB);
        return more;
    }

    private static ReportFindings report(
            String uid, LocalDate date, Examination examination, Verdict verdict, Set<Kind> kinds) {
        return new ReportFindings(
                uid,
                "study-" + uid,
                examination,
                date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                date,
                Optional.empty(),
                List.of(new SegmentFinding(J1, examination, verdict, kinds, OptionalDouble.empty(), List.of())));
    }

    @Test
    void saysWhatEachExaminationFoundAndAtWhichLevel() {
        SegmentConcordance compared = concordance
                .assess(
                        reports(
                                Verdict.STENOSIS,
                                Verdict.NOT_ASSESSED,
                                Verdict.NO_STENOSIS,
                                Verdict.NOT_ASSESSED,
                                30,
                                1),
                        Veins.anatomy(),
                        Period.ofDays(180))
                .get(0);

        assertThat(wording.statement(compared))
                .isEqualTo("MR venography of 2026-03-02: narrowing at the level of: skull base."
                        + " Ultrasound of 2026-03-02: narrowing."
                        + " Catheter venography of 2026-04-01: no narrowing; web."
                        + " No verdict to compare: CT venography, Intravascular ultrasound."
                        + " Catheter venography did not show the narrowing that MR or CT venography showed, and showed another"
                        + " obstruction of the segment.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "it"})
    void eachLanguageHasEveryTextAndEveryRule(String language) {
        Set<String> wanted = new TreeSet<>(wording.keys());
        ConcordanceRules.load().rules().forEach(rule -> wanted.add(rule.id()));
        Wording there = Wording.in(Locale.forLanguageTag(language));

        assertThat(there.keys()).containsExactlyInAnyOrderElementsOf(wanted);
        ConcordanceRules.load()
                .rules()
                .forEach(
                        rule -> assertThat(there.conclusion(rule)).as(rule.id()).isNotEqualTo(rule.reason()));
    }
}
