package org.confluens.worklist;

import java.io.IOException;
import org.confluens.destination.Meaning;

/** Another system answered that it does not take a step; the message says what it answered, without patient data. */
public final class StepNotTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Meaning meaning;

    public StepNotTakenException(Meaning meaning, String message) {
        super(message);
        this.meaning = meaning;
    }

    /** What that means for the step. */
    public Meaning meaning() {
        return meaning;
    }
}
