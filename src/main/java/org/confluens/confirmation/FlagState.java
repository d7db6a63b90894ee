package org.confluens.confirmation;

import java.util.Arrays;
import java.util.List;

/** Where a flag stands. */
public enum FlagState {
    OPEN,
    CONFIRMATION_PROPOSED,
    SCHEDULED,
    IN_PROGRESS,
    RESOLVED,
    DISMISSED;

    /** Whether nobody waits for anything any more. */
    public boolean settled() {
        return this == RESOLVED || this == DISMISSED;
    }

    static List<FlagState> unsettled() {
        return Arrays.stream(values()).filter(state -> !state.settled()).toList();
    }
}
