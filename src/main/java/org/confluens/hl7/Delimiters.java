package org.confluens.hl7;

import java.util.Optional;

/** The characters that divide a message, as its MSH-1 and MSH-2 name them (HL7 v2.5 2.5.4). */
record Delimiters(
        char field, char component, char repetition, char escape, char subcomponent, Optional<String> truncation) {

    static final Delimiters STANDARD = new Delimiters('|', '^', '~', '\\', '&', Optional.empty());

    /** From MSH-2 on there may be a fifth one, for truncation (HL7 v2.7), which only its own escape sequence needs. */
    private static final int MOST_ENCODING_CHARACTERS = 5;

    /** Those of a message; empty when its header names none that can be told from one another and from text. */
    static Optional<Delimiters> of(String message) {
        if (!message.startsWith("MSH") || message.length() < 9) {
            return Optional.empty();
        }
        int end = message.indexOf(message.charAt(3), 4);
        String all = message.substring(3, end < 0 ? message.length() : end);
        boolean usable = all.length() >= 5
                && all.length() <= 1 + MOST_ENCODING_CHARACTERS
                && all.chars().distinct().count() == all.length()
                && all.chars().noneMatch(c -> c <= ' ' || c > '~' || Character.isLetterOrDigit(c));
        return usable
                ? Optional.of(new Delimiters(
                        all.charAt(0),
                        all.charAt(1),
                        all.charAt(2),
                        all.charAt(3),
                        all.charAt(4),
                        Optional.of(all.substring(5)).filter(mark -> !mark.isEmpty())))
                : Optional.empty();
    }

    /** MSH-2. */
    String encodingCharacters() {
        return "" + component + repetition + escape + subcomponent;
    }

    /** Text in which none of these characters divides anything (HL7 v2.5 2.7). */
    String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            if (c == escape) {
                escaped.append(sequence('E'));
            } else if (c == field) {
                escaped.append(sequence('F'));
            } else if (c == repetition) {
                escaped.append(sequence('R'));
            } else if (c == component) {
                escaped.append(sequence('S'));
            } else if (c == subcomponent) {
                escaped.append(sequence('T'));
            } else {
                escaped.append(c == '\r' || c == '\n' ? ' ' : c);
            }
        }
        return escaped.toString();
    }

    private String sequence(char letter) {
        return "" + escape + letter + escape;
    }
}
