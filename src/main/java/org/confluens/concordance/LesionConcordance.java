package org.confluens.concordance;

import org.confluens.finding.Lesion;

/**
 * What all examinations together say about one narrowing of a segment.
 *
 * @param seen the study that shows it
 * @param lesion the narrowing, at its level
 * @param rule the rule that led to its outcome
 */
public record LesionConcordance(Evidence seen, Lesion lesion, Rule rule) {}
