package org.confluens.finding;

import java.util.EnumSet;
import java.util.Set;

/** A way of looking at a vein; each contributes at most one verdict per segment to a comparison. */
public enum Examination {
    MRV,
    CTV,
    ULTRASOUND,
    CATHETER,
    IVUS;

    /** MR and CT venography share a column of the comparison: they see the same lumen under the same conditions. */
    public boolean isCrossSectional() {
        return this == MRV || this == CTV;
    }

    /** Intravascular ultrasound is a catheter study too, with or without a venogram beside it. */
    public boolean isInvasive() {
        return this == CATHETER || this == IVUS;
    }

    public static Set<Examination> all() {
        return EnumSet.allOf(Examination.class);
    }
}
