package org.confluens.template;

/**
 * Something wrong with a template file.
 *
 * @param line where in the file, from 1; 0 when the file as a whole is meant
 * @param rule the rule that it breaks, such as {@code unknown-code}
 */
public record TemplateProblem(String file, int line, String rule, String message) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": [" + rule + "] " + message;
    }
}
