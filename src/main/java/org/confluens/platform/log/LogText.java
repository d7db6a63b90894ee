package org.confluens.platform.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What text may stand in a line of the log: one line, no character that steers, no secret, a bounded length. */
public final class LogText {

    /** Longest line, characters. */
    static final int LONGEST_LINE = 4_000;
    /** Longest value within a line, characters. */
    static final int LONGEST_VALUE = 1_000;

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private LogText() {}

    /** The pattern with its places filled; a place without a value stays as it is written. */
    static String fill(String pattern, Object... values) {
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(pattern);
        int from = 0;
        while (place.find()) {
            int index = Integer.parseInt(place.group(1));
            text.append(pattern, from, place.start())
                    .append(index < values.length ? value(values[index]) : place.group());
            from = place.end();
        }
        return clean(text.append(pattern, from, pattern.length()).toString(), LONGEST_LINE);
    }

    private static String value(Object value) {
        return value instanceof Throwable thrown ? Failure.text(thrown) : clean(String.valueOf(value), LONGEST_VALUE);
    }

    /**
     * The text with secrets masked, cut to the length, and without a character that ends a line, steers a terminal or turns
     * the direction of reading: those stand as a backslash, u and four hexadecimal digits. Cleaning twice changes nothing.
     */
    static String clean(String text, int longest) {
        boolean cut = text.length() > longest;
        String masked = Secrets.masked(cut ? text.substring(0, longest) : text);
        StringBuilder clean = new StringBuilder(masked.length());
        for (int i = 0; i < masked.length(); i++) {
            char c = masked.charAt(i);
            if (isPlain(masked, i)) {
                clean.append(c);
            } else {
                String digits = Integer.toString(c, HEX);
                clean.append("\\u")
                        .append("0".repeat(HEX_DIGITS - digits.length()))
                        .append(digits);
            }
        }
        return cut ? clean.append("…").toString() : clean.toString();
    }

    /** Text for a person elsewhere than in the log, such as a line on the standard error: as in the log. */
    public static String clean(String text) {
        return clean(text, LONGEST_LINE);
    }

    private static boolean isPlain(String text, int index) {
        char c = text.charAt(index);
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.SURROGATE -> isPlainPair(text, index);
            default -> true;
        };
    }

    private static boolean isPlainPair(String text, int index) {
        int high = Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
        return high >= 0
                && high + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(high), text.charAt(high + 1))
                && Character.getType(Character.toCodePoint(text.charAt(high), text.charAt(high + 1)))
                        != Character.FORMAT;
    }
}
