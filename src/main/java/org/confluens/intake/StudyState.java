package org.confluens.intake;

/** How far a study has come. */
public enum StudyState {
    /** Images may still be on their way. */
    ARRIVING,
    /** Counted as complete; a report is its business. */
    STABLE,
    /** Counted as complete; no selection rule wants it. */
    NOT_FOR_US,
    /** Counted as complete, but what had to follow kept failing; a person can complete it again. */
    FAILED
}
