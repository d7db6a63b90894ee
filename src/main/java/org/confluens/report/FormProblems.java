package org.confluens.report;

import java.util.List;
import org.confluens.template.FieldProblem;
import org.confluens.web.Problem;

/** What a form lacks, as problem documents. */
final class FormProblems {

    private FormProblems() {}

    /** 422: values that no form of this template can hold. */
    static Problem refused(List<Problem.Field> fields) {
        return Problem.of(
                        422,
                        "values-refused",
                        "Some values are not acceptable",
                        "Nothing was saved. Each problem names the field, the rule and what to do.")
                .with(fields);
    }

    /** 422: the report is not ready for what was asked. */
    static Problem notReady(String what, List<FieldProblem> problems) {
        return Problem.of(
                        422,
                        "report-incomplete",
                        "The report is not complete",
                        "It cannot be " + what + " before each of the problems is solved.")
                .with(fields(problems));
    }

    static List<Problem.Field> fields(List<FieldProblem> problems) {
        return problems.stream()
                .map(problem -> new Problem.Field(problem.path(), problem.rule(), problem.message(), problem.remedy()))
                .toList();
    }
}
