package org.confluens.report.seal;

/** How a version, or the state of a report, stands to the seal that was put on it when it was written. */
public enum SealState {
    /** It is as it was written. */
    INTACT(true),
    /** It is as it was when the release came that seals; nothing is known of the time before. */
    SEALED_AT_UPGRADE(true),
    /** It, its seal, or the seal before it is another one than what was written. */
    CHANGED(false),
    /** It has no seal, so this program did not write it. */
    UNSEALED(false),
    /** The report counts a version of this number, or this data folder knows the report, and its row is gone. */
    MISSING(false),
    /** It is as it was written once, and was written again since: somebody put the older state back. */
    ROLLED_BACK(false);

    private final boolean intact;

    SealState(boolean intact) {
        this.intact = intact;
    }

    /** Whether what it says may be used: sent, counted as evidence, built upon. */
    public boolean intact() {
        return intact;
    }
}
