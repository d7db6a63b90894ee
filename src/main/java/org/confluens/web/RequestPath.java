package org.confluens.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The path of a request, which has one reading only. The container takes parameters ({@code ;x}), percent-encoding, empty
 * and dot segments out of a path before it looks for the servlet, while the raw path still has them; whoever decides by
 * the one and serves by the other opens a door. So such paths are refused, and what decides reads {@link #of}.
 */
public final class RequestPath {

    /** What RFC 3986 section 3.3 allows in a segment, without parameters and percent-encoding. */
    private static final String MARKS = "-._~!$&'()*+,=:@";

    private RequestPath() {}

    /** The path that the container chose the servlet by, decoded and without parameters. */
    public static String of(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /** Whether the path belongs to the REST API. */
    public static boolean isApi(HttpServletRequest request) {
        return isBelow("/api", of(request));
    }

    /** Whether the path is the root or lies below it, by whole segments. */
    public static boolean isBelow(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** Whether the path of the request line has one reading only; a session in it is what the container hides from the path. */
    public static boolean isPlain(HttpServletRequest request) {
        return isPlain(request.getRequestURI()) && !request.isRequestedSessionIdFromURL();
    }

    /**
     * Whether a raw path has one reading only: absolute, segments of unreserved characters and a few marks, none of them
     * empty, {@code .} or {@code ..}; nothing is encoded, and no parameters. It may end with a slash.
     */
    static boolean isPlain(String raw) {
        if (raw == null || !raw.startsWith("/")) {
            return false;
        }
        int start = 1;
        for (int i = 1; i <= raw.length(); i++) {
            if (i == raw.length() || raw.charAt(i) == '/') {
                boolean end = i == raw.length();
                if (isBad(raw, start, i) || i == start && !end) {
                    return false;
                }
                start = i + 1;
            } else if (!isPlain(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBad(String raw, int start, int end) {
        int length = end - start;
        return length == 1 && raw.charAt(start) == '.'
                || length == 2 && raw.charAt(start) == '.' && raw.charAt(start + 1) == '.';
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || MARKS.indexOf(c) >= 0;
    }
}
