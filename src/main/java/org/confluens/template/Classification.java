package org.confluens.template;

import java.util.Objects;
import java.util.Optional;

/**
 * Which template a study gets, and why.
 *
 * @param templateId none: the study is not for us
 * @param ruleId the rule that decided; {@code no-rule} when none matched
 */
public record Classification(Optional<String> templateId, String ruleId, String reason) {
    public Classification {
        Objects.requireNonNull(templateId, "templateId");
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(reason, "reason");
    }
}
