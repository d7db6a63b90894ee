package org.confluens.worklist.query;

/**
 * A value with the wildcards of PS3.4 C.2.2.2.4: {@code *} for any sequence of characters, {@code ?} for any one.
 * Matching takes at most the product of both lengths, whatever the pattern.
 */
record WildcardPattern(String text) {

    static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** True for a pattern of asterisks alone, which is Universal Matching. */
    static boolean isUniversal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '*');
    }

    /** What every match starts with. */
    String prefix() {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '?') {
            end++;
        }
        return text.substring(0, end);
    }

    boolean matches(String value) {
        int p = 0;
        int v = 0;
        int star = -1;
        int resume = 0;
        while (v < value.length()) {
            if (p < text.length() && text.charAt(p) == '*') {
                star = p++;
                resume = v;
            } else if (p < text.length() && (text.charAt(p) == '?' || text.charAt(p) == value.charAt(v))) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        while (p < text.length() && text.charAt(p) == '*') {
            p++;
        }
        return p == text.length();
    }
}
