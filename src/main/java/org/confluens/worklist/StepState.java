package org.confluens.worklist;

import java.util.Arrays;
import java.util.Optional;

/**
 * Scheduled Procedure Step Status (0040,0020), PS3.3 C.4.10, with the three ends that the defined terms leave out and
 * that every order filler needs.
 */
public enum StepState {
    SCHEDULED(false),
    ARRIVED(false),
    READY(false),
    STARTED(false),
    DEPARTED(false),
    COMPLETED(true),
    DISCONTINUED(true),
    CANCELED(true);

    private final boolean ended;

    StepState(boolean ended) {
        this.ended = ended;
    }

    /** True when no modality should work on the step any more. */
    public boolean ended() {
        return ended;
    }

    /** The state of that term; empty for a term that none has, which then must match nothing. */
    public static Optional<StepState> ofTerm(String term) {
        return Arrays.stream(values()).filter(s -> s.name().equals(term)).findFirst();
    }
}
