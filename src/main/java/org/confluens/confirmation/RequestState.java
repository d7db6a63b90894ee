package org.confluens.confirmation;

/** Where a confirmation request stands. */
public enum RequestState {
    /** It waits for somebody's approval; no modality sees it. */
    PROPOSED,
    /** It is a scheduled procedure step. */
    SCHEDULED,
    IN_PROGRESS,
    /** All its flags are settled, or the study was made without settling them. */
    ENDED,
    /** It was taken back, or given up by the modality. */
    CANCELED;

    boolean isOnWorklist() {
        return this == SCHEDULED || this == IN_PROGRESS;
    }
}
