package org.confluens.intake;

import java.util.Optional;

/**
 * Which template a study gets, and why.
 *
 * @param templateId none: the study is not for us
 * @param ruleId the selection rule that decided
 */
record StudyClassification(Optional<String> templateId, String ruleId, String reason) {}
