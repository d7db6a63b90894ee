package org.confluens.sr;

import java.util.List;
import java.util.stream.Collectors;

/** A document that is refused, with every reason. */
public final class SrException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 5;

    private final transient List<SrProblem> problems;

    /** Refuses for the given reasons, of which there is at least one. */
    public SrException(List<SrProblem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Refuses for one reason that concerns the document as a whole. */
    public SrException(SrProblemCode code, String detail) {
        this(List.of(new SrProblem(code, Position.ROOT, detail)));
    }

    /** Every reason, in the order of the tree. */
    public List<SrProblem> problems() {
        return problems;
    }

    /** The first reason's code. */
    public SrProblemCode code() {
        return problems.get(0).code();
    }

    private static String describe(List<SrProblem> problems) {
        String first = problems.stream().limit(SHOWN).map(SrProblem::toString).collect(Collectors.joining("; "));
        return problems.size() > SHOWN ? first + "; and " + (problems.size() - SHOWN) + " more" : first;
    }
}
