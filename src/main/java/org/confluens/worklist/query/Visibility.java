package org.confluens.worklist.query;

import java.time.LocalDateTime;
import java.util.Set;
import org.confluens.worklist.StepState;

/**
 * Which steps modalities get to see: those in a state that is not hidden, and not scheduled for too long ago.
 *
 * @param published whether steps that another system serves are among them
 */
record Visibility(Set<StepState> states, LocalDateTime startedAfter, boolean published) {

    Visibility {
        states = Set.copyOf(states);
    }
}
