package org.confluens.delivery.outbox;

/** Whether the PACS has taken over the responsibility for a document (PS3.4 annex J). */
public enum CommitmentState {
    /** Not asked, or to be asked again. */
    NONE,
    /** Asked, the answer is awaited. */
    REQUESTED,
    /** The PACS keeps it safe. */
    COMMITTED,
    /** The PACS does not confirm it, however often the document was sent and asked for; a person has to look. */
    FAILED,
    /** The PACS does not offer storage commitment. */
    NOT_OFFERED
}
