package org.confluens.peer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides by what is installed whether a test with {@link NeedsProgram} runs. */
final class ProgramCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .map(NeedsProgram::value)
                .map(ProgramCondition::decide)
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    }

    private static ConditionEvaluationResult decide(String[] programs) {
        List<String> missing =
                Arrays.stream(programs).filter(program -> !isInstalled(program)).toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are installed");
        }
        if ("true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("CI=true, so a missing program fails the test: " + missing);
        }
        return ConditionEvaluationResult.disabled("not installed: " + String.join(", ", missing));
    }

    private static boolean isInstalled(String program) {
        if (program.startsWith("/")) {
            return Files.isReadable(Path.of(program));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
