package org.confluens.concordance;

import java.util.HashMap;
import java.util.Map;
import org.confluens.finding.SegmentFinding;
import org.confluens.finding.Sign;
import org.confluens.sr.Code;

/**
 * The finer categories with ultrasound: one for each combination of what MR or CT venography, ultrasound, catheter
 * venography and intravascular ultrasound say.
 */
public final class Categories {
    private static final String SCHEME = "99CCSVI";

    /** A cell of the combinations: abnormal, normal, no verdict; and for IVUS fixed or intraluminal, distensible. */
    public enum Cell {
        A,
        N,
        X,
        F,
        D;

        static Cell of(Standing standing) {
            return switch (standing) {
                case STENOSIS, FIXED, STRUCTURAL -> A;
                case NO_STENOSIS -> N;
                case DISTENSIBLE -> D;
                case INDETERMINATE, NOT_ASSESSED, NOT_ASSESSABLE -> X;
            };
        }

        static Cell ofIvus(Standing standing) {
            Cell cell = of(standing);
            return cell == A ? F : cell;
        }

        /** Ultrasound is abnormal also by what flows or floats in the lumen, not by its width alone. */
        static Cell ofUltrasound(SegmentFinding finding) {
            if (finding.flow() == Sign.PRESENT || finding.obstruction() == Sign.PRESENT) {
                return A;
            }
            return switch (finding.verdict()) {
                case STENOSIS, FIXED, DISTENSIBLE -> A;
                case NO_STENOSIS -> N;
                case INDETERMINATE, NOT_ASSESSED, NOT_ASSESSABLE -> X;
            };
        }
    }

    private final Map<String, Category> byCombination = new HashMap<>();

    private Categories() {
        Map<String, Category> byCode = new HashMap<>();
        for (String[] row : Table.rows("category-meanings.csv", 3)) {
            byCode.put(row[0], new Category(new Code(row[0], SCHEME, row[1]), row[2]));
        }
        for (String[] row : Table.rows("categories.csv", 5)) {
            byCombination.put(row[0] + row[1] + row[2] + row[3], byCode.get(row[4]));
        }
    }

    public static Categories load() {
        return new Categories();
    }

    /** The category of a combination. */
    public Category match(Cell crossSectional, Cell ultrasound, Cell catheter, Cell ivus) {
        Category category = byCombination.get("" + crossSectional + ultrasound + catheter + ivus);
        if (category == null) {
            throw new IllegalArgumentException("no such combination: " + crossSectional + ultrasound + catheter + ivus);
        }
        return category;
    }
}
