package org.confluens.web;

import java.util.Optional;

/**
 * Looks over a body before a JSON reader takes it in, so that no reader has to survive what it holds: nesting and numbers
 * within bounds, and UTF-8 (RFC 8259 section 8.1), in which no NUL stands. Whether it is JSON at all, the reader says.
 */
final class JsonShape {

    /** A DICOM data set of 128 sequences within each other has four levels each. */
    private static final int DEEPEST = 520;

    private static final int LONGEST_NUMBER = 64;
    private static final int LARGEST_EXPONENT = 400;

    private final byte[] json;
    private int at;
    private int depth;

    private JsonShape(byte[] json) {
        this.json = json;
    }

    /** What is out of bounds, as the rule's name and a sentence; empty if nothing is. */
    static Optional<Problem> check(byte[] json) {
        return new JsonShape(json).check();
    }

    private Optional<Problem> check() {
        while (at < json.length) {
            byte c = json[at];
            if (c == 0) {
                return problem("encoding", "The body is not UTF-8", "Send JSON in UTF-8");
            }
            if (c == '"') {
                skipString();
            } else if (c == '-' || isDigit(c)) {
                if (!isSmallNumber()) {
                    return problem("number", "A number of the body is too long or too large", "Send a smaller number");
                }
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                if (depth > DEEPEST) {
                    return problem("depth", "The body is nested too deeply", "Send at most " + DEEPEST + " levels");
                }
                at++;
            }
        }
        return Optional.empty();
    }

    private void skipString() {
        at++;
        while (at < json.length && json[at] != '"' && json[at] != 0) {
            at += json[at] == '\\' ? 2 : 1;
        }
        if (at < json.length && json[at] == '"') {
            at++;
        }
    }

    private boolean isSmallNumber() {
        int start = at;
        int exponent = -1;
        while (at < json.length && isOfNumber(json[at])) {
            if (json[at] == 'e' || json[at] == 'E') {
                exponent = 0;
            } else if (exponent >= 0 && isDigit(json[at])) {
                exponent = Math.min(LARGEST_EXPONENT + 1, exponent * 10 + json[at] - '0');
            }
            at++;
        }
        return at - start <= LONGEST_NUMBER && exponent <= LARGEST_EXPONENT;
    }

    private static boolean isOfNumber(byte c) {
        return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static Optional<Problem> problem(String rule, String message, String remedy) {
        return Optional.of(Problem.invalid("body", "json-" + rule, message, remedy));
    }
}
