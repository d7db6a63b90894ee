package org.confluens.finding;

/** What an examination says of another obstruction than a narrowing, or of the flow: silence is no denial. */
public enum Sign {
    NOT_STATED,
    ABSENT,
    PRESENT
}
