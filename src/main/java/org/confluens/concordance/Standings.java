package org.confluens.concordance;

import java.util.Map;
import java.util.Optional;
import org.confluens.finding.Examination;
import org.confluens.finding.Lesion;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Sign;
import org.confluens.finding.Verdict;

/** From what was said about a segment to what stands in the columns of the tables. */
final class Standings {
    private Standings() {}

    /** The cells where MR or CT venography shows no narrowing. */
    static Cells cells(Segment segment, Map<Examination, Evidence> evidence) {
        return cells(
                crossSectional(segment, evidence),
                catheter(segment, finding(evidence, Examination.CATHETER).map(SegmentFinding::verdict)),
                ivus(finding(evidence, Examination.IVUS).map(SegmentFinding::verdict)),
                evidence);
    }

    /** The cells of one narrowing: what the catheter studies say at its level. */
    static Cells cells(Segment segment, Map<Examination, Evidence> evidence, Standing crossSectional, Lesion lesion) {
        return cells(
                crossSectional,
                catheter(segment, finding(evidence, Examination.CATHETER).map(f -> at(f, lesion))),
                ivus(finding(evidence, Examination.IVUS).map(f -> at(f, lesion))),
                evidence);
    }

    private static Cells cells(
            Standing crossSectional, Standing catheter, Standing ivus, Map<Examination, Evidence> evidence) {
        return new Cells(
                crossSectional,
                catheter,
                isObstructed(evidence, Examination.CATHETER),
                ivus,
                isObstructed(evidence, Examination.IVUS));
    }

    /** What an examination says of the place where a lesion is: of a narrowing elsewhere it is none there. */
    static Verdict at(SegmentFinding finding, Lesion lesion) {
        if (finding.lesions().isEmpty() || !finding.verdict().assessed()) {
            return finding.verdict();
        }
        return finding.lesions().stream()
                .filter(lesion::canBe)
                .map(Lesion::narrowing)
                .reduce(Verdict::orGraver)
                .orElse(Verdict.NO_STENOSIS);
    }

    /** Whether an examination that looked calls the segment abnormal, on any axis; the same for each. */
    static Categories.Cell cell(Segment segment, Map<Examination, Evidence> evidence, Examination examination) {
        return finding(evidence, examination)
                .filter(f -> Concordance.counts(segment, examination))
                .map(Categories.Cell::of)
                .orElse(Categories.Cell.X);
    }

    private static Standing crossSectional(Segment segment, Map<Examination, Evidence> evidence) {
        if (!segment.isAssessableBy(Examination.MRV) && !segment.isAssessableBy(Examination.CTV)) {
            return Standing.NOT_ASSESSABLE;
        }
        Verdict mr = counted(segment, evidence, Examination.MRV);
        Verdict ct = counted(segment, evidence, Examination.CTV);
        if (mr == Verdict.NO_STENOSIS || ct == Verdict.NO_STENOSIS) {
            return Standing.NO_STENOSIS;
        }
        return standing(mr.orGraver(ct));
    }

    /** A catheter that got where the anatomy says none can get counts for what it saw. */
    private static Standing catheter(Segment segment, Optional<Verdict> said) {
        boolean reachable = segment.isAssessableBy(Examination.CATHETER) || segment.isAssessableBy(Examination.IVUS);
        return said.map(Standings::withoutDistension)
                .filter(verdict -> verdict.assessed() || reachable)
                .map(Standings::standing)
                .orElse(reachable ? Standing.NOT_ASSESSED : Standing.NOT_ASSESSABLE);
    }

    private static Standing ivus(Optional<Verdict> said) {
        return said.map(Standings::standing).orElse(Standing.NOT_ASSESSED);
    }

    private static boolean isObstructed(Map<Examination, Evidence> evidence, Examination examination) {
        return finding(evidence, examination)
                .filter(f -> f.obstruction() == Sign.PRESENT)
                .isPresent();
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
