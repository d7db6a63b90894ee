package org.confluens.concordance;

import java.util.HashMap;
import java.util.Map;
import org.confluens.finding.Examination;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Sign;
import org.confluens.sr.Code;

/**
 * The finer categories with ultrasound: one for each combination of what MR or CT venography, ultrasound, catheter
 * venography and intravascular ultrasound say.
 */
public final class Categories {
    private static final String SCHEME = "99CCSVI";
    private static final String AGREE_ON_STENOSIS = "D_MRV_CATH_AGR";

    /** A cell of the combinations: abnormal, normal, no verdict; and for IVUS fixed or intraluminal, distensible. */
    public enum Cell {
        A,
        N,
        X,
        F,
        D;

        /** Abnormal is what is narrow, obstructed otherwise or of abnormal flow, the same for each examination. */
        static Cell of(SegmentFinding finding) {
            boolean ivus = finding.examination() == Examination.IVUS;
            if (finding.flow() == Sign.PRESENT || finding.obstruction() == Sign.PRESENT) {
                return ivus ? F : A;
            }
            return switch (finding.verdict()) {
                case STENOSIS, FIXED -> ivus ? F : A;
                case DISTENSIBLE -> ivus ? D : A;
                case NO_STENOSIS -> N;
                case INDETERMINATE, NOT_ASSESSED, NOT_ASSESSABLE -> X;
            };
        }

        /** MR and CT venography in one column: what either calls abnormal is. */
        Cell orAbnormal(Cell other) {
            if (this == A || other == A) {
                return A;
            }
            return this == N ? N : other;
        }
    }

    private final Map<String, Category> byCombination = new HashMap<>();
    private final Category mixed;

    private Categories() {
        Map<String, Category> byCode = new HashMap<>();
        for (String[] row : Table.rows("category-meanings.csv", 3)) {
            byCode.put(row[0], new Category(new Code(row[0], SCHEME, row[1]), row[2]));
        }
        this.mixed = byCode.get("D_MIXED");
        for (String[] row : Table.rows("categories.csv", 5)) {
            byCombination.put(row[0] + row[1] + row[2] + row[3], byCode.get(row[4]));
        }
    }

    public static Categories load() {
        return new Categories();
    }

    /**
     * The category of a combination.
     *
     * @param sameNarrowing whether MR or CT venography and catheter venography show a narrowing at one level; without it
     *     they do not agree on a stenosis, whatever else is abnormal
     */
    public Category match(Cell crossSectional, Cell ultrasound, Cell catheter, Cell ivus, boolean sameNarrowing) {
        Category category = match(crossSectional, ultrasound, catheter, ivus);
        return category.code().value().equals(AGREE_ON_STENOSIS) && !sameNarrowing ? mixed : category;
    }

    private Category match(Cell crossSectional, Cell ultrasound, Cell catheter, Cell ivus) {
        Category category = byCombination.get("" + crossSectional + ultrasound + catheter + ivus);
        if (category == null) {
            throw new IllegalArgumentException("no such combination: " + crossSectional + ultrasound + catheter + ivus);
        }
        return category;
    }
}
