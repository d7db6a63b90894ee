package org.confluens.web;

import jakarta.ejb.ApplicationException;
import java.util.Objects;

/** Ends a request with a problem document; rolls the transaction back, because what was asked for did not happen. */
@ApplicationException(rollback = true)
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.type() + ": " + problem.detail());
        this.problem = Objects.requireNonNull(problem);
    }

    /** The document to answer with. */
    public Problem problem() {
        return problem;
    }
}
