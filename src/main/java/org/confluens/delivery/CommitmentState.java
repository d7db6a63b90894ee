package org.confluens.delivery;

/** Whether the PACS has taken over the responsibility for a document (PS3.4 annex J). */
public enum CommitmentState {
    /** Not asked. */
    NONE,
    /** Asked, the answer is awaited. */
    REQUESTED,
    /** The PACS keeps it safe. */
    COMMITTED,
    /** The PACS says that it does not have it, or never answered. */
    FAILED,
    /** The PACS does not offer storage commitment. */
    NOT_OFFERED
}
