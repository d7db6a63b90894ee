package org.confluens.finding;

/**
 * What one examination says about the width of one segment: the axis of narrowing.
 *
 * <p>{@code FIXED} and {@code DISTENSIBLE} belong to intravascular ultrasound, which alone watches the vein over a slow
 * inspiration; its {@code STENOSIS} is a narrowing whose distensibility was not recorded.
 */
public enum Verdict {
    NOT_ASSESSED,
    /** The examination could not see the segment. */
    NOT_ASSESSABLE,
    NO_STENOSIS,
    INDETERMINATE,
    DISTENSIBLE,
    STENOSIS,
    FIXED;

    /** Whether the examination looked at the segment, with or without being able to decide. */
    public boolean assessed() {
        return this != NOT_ASSESSED && this != NOT_ASSESSABLE;
    }

    /** Whether a narrowing was seen, whatever becomes of it on inspiration. */
    public boolean narrow() {
        return this == STENOSIS || this == FIXED || this == DISTENSIBLE;
    }

    /** The graver of two statements on one segment, as when a report holds two lesions of it. */
    public Verdict orGraver(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
