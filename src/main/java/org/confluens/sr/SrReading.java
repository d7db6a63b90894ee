package org.confluens.sr;

import java.util.List;
import java.util.Objects;

/** A document as far as it could be read, and everything that was odd about it. */
public record SrReading(SrDocument document, List<SrProblem> problems) {

    public SrReading {
        Objects.requireNonNull(document, "document");
        problems = List.copyOf(problems);
    }

    /** True when nothing worse than a warning was found. */
    public boolean isClean() {
        return problems.stream().noneMatch(SrProblem::isError);
    }
}
