package org.confluens.concordance;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a column of the rule table can hold on the axis of narrowing: a verdict, after verdicts on veins that the
 * examination can't assess were set aside.
 */
public enum Standing {
    STENOSIS,
    NO_STENOSIS,
    INDETERMINATE,
    NOT_ASSESSED,
    /** No examination of this kind can assess this vein. */
    NOT_ASSESSABLE,
    FIXED,
    DISTENSIBLE;

    /** What MR or CT venography can say. */
    public static final Set<Standing> CROSS_SECTIONAL =
            Set.copyOf(EnumSet.of(STENOSIS, NO_STENOSIS, INDETERMINATE, NOT_ASSESSED, NOT_ASSESSABLE));

    /** What catheter venography can say. */
    public static final Set<Standing> CATHETER =
            Set.copyOf(EnumSet.of(STENOSIS, NO_STENOSIS, INDETERMINATE, NOT_ASSESSED, NOT_ASSESSABLE));

    /** What intravascular ultrasound can say. */
    public static final Set<Standing> IVUS =
            Set.copyOf(EnumSet.of(FIXED, STENOSIS, DISTENSIBLE, NO_STENOSIS, INDETERMINATE, NOT_ASSESSED));
}
