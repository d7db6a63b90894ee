package org.confluens.concordance;

import java.util.Map;
import java.util.Optional;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Sign;
import org.confluens.finding.Verdict;

/** From what was said about a segment to what stands in the columns of the tables. */
final class Standings {
    private Standings() {}

    /** MR and CT venography in one column: the graver of the two, so that no stenosis that either saw is lost. */
    static Standing crossSectional(Segment segment, Map<Examination, Evidence> evidence) {
        if (!segment.isAssessableBy(Examination.MRV) && !segment.isAssessableBy(Examination.CTV)) {
            return Standing.NOT_ASSESSABLE;
        }
        Verdict mr = counted(segment, evidence, Examination.MRV);
        Verdict ct = counted(segment, evidence, Examination.CTV);
        if (mr == Verdict.STENOSIS || ct == Verdict.STENOSIS) {
            return Standing.STENOSIS;
        }
        if (mr == Verdict.NO_STENOSIS || ct == Verdict.NO_STENOSIS) {
            return Standing.NO_STENOSIS;
        }
        return standing(mr.orGraver(ct));
    }

    /** A catheter that got where the anatomy says none can get counts for what it saw. */
    static Standing catheter(Segment segment, Map<Examination, Evidence> evidence) {
        boolean reachable = segment.isAssessableBy(Examination.CATHETER) || segment.isAssessableBy(Examination.IVUS);
        return finding(evidence, Examination.CATHETER)
                .map(f -> withoutDistension(f.verdict()))
                .filter(verdict -> verdict.assessed() || reachable)
                .map(Standings::standing)
                .orElse(reachable ? Standing.NOT_ASSESSED : Standing.NOT_ASSESSABLE);
    }

    static Standing ivus(Map<Examination, Evidence> evidence) {
        return finding(evidence, Examination.IVUS).map(Standings::ivus).orElse(Standing.NOT_ASSESSED);
    }

    static Categories.Cell ultrasound(Segment segment, Map<Examination, Evidence> evidence) {
        return finding(evidence, Examination.ULTRASOUND)
                .filter(f -> segment.isAssessableBy(Examination.ULTRASOUND))
                .map(Categories.Cell::ofUltrasound)
                .orElse(Categories.Cell.X);
    }

    private static Standing ivus(SegmentFinding finding) {
        boolean narrowFixed = finding.verdict() == Verdict.FIXED || finding.verdict() == Verdict.STENOSIS;
        if (!narrowFixed && finding.obstruction() == Sign.PRESENT) {
            return Standing.STRUCTURAL;
        }
        return standing(finding.verdict());
    }

    private static Verdict counted(Segment segment, Map<Examination, Evidence> evidence, Examination examination) {
        return finding(evidence, examination)
                .filter(f -> Concordance.counts(segment, examination))
                .map(f -> withoutDistension(f.verdict()))
                .orElse(Verdict.NOT_ASSESSED);
    }

    /** Only IVUS watches a vein over a slow inspiration: elsewhere a narrowing is a narrowing. */
    private static Verdict withoutDistension(Verdict verdict) {
        return switch (verdict) {
            case FIXED, DISTENSIBLE -> Verdict.STENOSIS;
            case STENOSIS, NO_STENOSIS, INDETERMINATE, NOT_ASSESSED, NOT_ASSESSABLE -> verdict;
        };
    }

    private static Standing standing(Verdict verdict) {
        return switch (verdict) {
            case STENOSIS -> Standing.STENOSIS;
            case NO_STENOSIS -> Standing.NO_STENOSIS;
            case INDETERMINATE -> Standing.INDETERMINATE;
            case NOT_ASSESSED, NOT_ASSESSABLE -> Standing.NOT_ASSESSED;
            case FIXED -> Standing.FIXED;
            case DISTENSIBLE -> Standing.DISTENSIBLE;
        };
    }

    private static Optional<SegmentFinding> finding(Map<Examination, Evidence> evidence, Examination examination) {
        return Optional.ofNullable(evidence.get(examination)).map(Evidence::finding);
    }
}
