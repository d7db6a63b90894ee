package org.confluens.template;

import java.util.List;
import java.util.stream.Collectors;

/** Template files that can't be used; the message names file, line and rule of each problem. */
public final class TemplateException extends Exception {
    private final transient List<TemplateProblem> problems;

    public TemplateException(List<TemplateProblem> problems) {
        super(problems.stream().map(TemplateProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<TemplateProblem> problems() {
        return problems;
    }
}
