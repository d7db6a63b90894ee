package org.confluens.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether a test with {@link NeedsCorpus} runs. */
final class CorpusCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String place = System.getProperty(Corpus.PROPERTY, "");
        if (!place.isEmpty() && Files.isDirectory(Path.of(place))) {
            return ConditionEvaluationResult.enabled("the corpus is there");
        }
        if ("true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("CI=true, so a missing corpus fails the test");
        }
        return ConditionEvaluationResult.disabled("the property " + Corpus.PROPERTY + " names no folder");
    }
}
