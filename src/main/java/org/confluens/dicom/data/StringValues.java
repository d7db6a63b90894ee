package org.confluens.dicom.data;

import java.util.ArrayList;
import java.util.List;

/** Takes the text of a value apart into its values, without padding (PS3.5 section 6.4). */
final class StringValues {
    private StringValues() {}

    static List<String> of(String text, VR vr) {
        int end = end(text);
        if (end == 0) {
            return List.of();
        }
        if (!vr.isMultiValued() || text.indexOf('\\') < 0) {
            String value = trimmed(text, 0, end, vr);
            return value.isEmpty() ? List.of() : List.of(value);
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int stop = text.indexOf('\\'); stop >= 0 && stop < end; stop = text.indexOf('\\', start)) {
            values.add(trimmed(text, start, stop, vr));
            start = stop + 1;
        }
        values.add(trimmed(text, start, end, vr));
        return values;
    }

    static String first(String text, VR vr) {
        int stop = vr.isMultiValued() ? text.indexOf('\\') : -1;
        return trimmed(text, 0, stop < 0 ? text.length() : stop, vr);
    }

    private static int end(String text) {
        int end = text.length();
        while (end > 0 && isPadding(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static String trimmed(String text, int start, int stop, VR vr) {
        int from = start;
        int to = stop;
        while (to > from && isPadding(text.charAt(to - 1))) {
            to--;
        }
        while (!vr.keepsLeadingSpaces() && from < to && text.charAt(from) == ' ') {
            from++;
        }
        return text.substring(from, to);
    }

    private static boolean isPadding(char c) {
        return c == ' ' || c == 0;
    }
}
