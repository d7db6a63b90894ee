package org.confluens.concordance;

/**
 * What the rule table looks at: whether MR or CT venography, catheter venography and intravascular ultrasound call the
 * vein narrow, and whether the two catheter studies show another obstruction of the segment.
 */
public record Cells(
        Standing crossSectional,
        Standing catheter,
        boolean catheterObstructed,
        Standing ivus,
        boolean ivusObstructed) {}
