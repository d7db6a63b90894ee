package org.confluens.worklist;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** An order or a worklist item that can't be put on the worklist; the message says what is missing or wrong. */
@ApplicationException(rollback = true)
public final class StepRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public StepRefusedException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a problem, each with the attribute's name and tag, none with a patient's data. */
    public List<String> problems() {
        return problems;
    }
}
