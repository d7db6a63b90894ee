package org.confluens.template;

/**
 * What is wrong with a field.
 *
 * @param rule the rule it breaks, such as {@code not-in-value-set}
 * @param remedy what to do about it
 */
public record FieldProblem(String path, String rule, String message, String remedy) {}
