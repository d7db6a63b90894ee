package org.confluens.finding;

/**
 * What one examination says about the lumen of one segment.
 *
 * <p>{@code FIXED} and {@code DISTENSIBLE} belong to intravascular ultrasound, which alone watches the vein over a slow
 * inspiration; its {@code STENOSIS} is a narrowing whose distensibility was not recorded.
 */
public enum Verdict {
    NOT_ASSESSED,
    NO_STENOSIS,
    INDETERMINATE,
    DISTENSIBLE,
    STENOSIS,
    FIXED;

    /** Whether the examination looked at the segment, with or without being able to decide. */
    public boolean assessed() {
        return this != NOT_ASSESSED;
    }

    /** The graver of two statements on one segment, as when a report holds two lesions of it. */
    public Verdict orGraver(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
