package org.confluens.peer;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Leaves a test out where its programs are missing, and fails it where they have to be there. */
final class PeerCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsPeer.class)
                .map(needs -> Arrays.stream(needs.value())
                        .filter(program -> !PeerProgram.isInstalled(program))
                        .toList())
                .orElse(List.of());
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are installed");
        }
        String reason = "not installed: " + String.join(", ", missing);
        if (isCi()) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isCi() {
        return "true".equals(System.getenv("CI")) || Boolean.getBoolean("CI");
    }
}
