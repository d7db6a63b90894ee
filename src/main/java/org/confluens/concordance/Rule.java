package org.confluens.concordance;

/**
 * What follows from what the examinations say, and why.
 *
 * @param id how the rule is named to users and in records, such as {@code CR-101}
 * @param flag what it means for the flag on the narrowing
 * @param reason one or two neutral sentences in English, shown beside the outcome; they speak only of what the rule's own
 *     condition fixes
 * @param source where the rule comes from
 */
public record Rule(String id, Outcome outcome, Agreement agreement, FlagEffect flag, String reason, String source) {}
