package org.confluens.worklist.mpps;

import java.util.Arrays;
import java.util.Optional;

/** Performed Procedure Step Status (0040,0252), PS3.3 C.4.14. */
enum PerformedState {
    IN_PROGRESS("IN PROGRESS"),
    COMPLETED("COMPLETED"),
    DISCONTINUED("DISCONTINUED");

    private final String term;

    PerformedState(String term) {
        this.term = term;
    }

    String term() {
        return term;
    }

    /** True when the step may no longer be updated. */
    boolean isFinal() {
        return this != IN_PROGRESS;
    }

    static Optional<PerformedState> ofTerm(String term) {
        return Arrays.stream(values()).filter(s -> s.term.equals(term)).findFirst();
    }
}
