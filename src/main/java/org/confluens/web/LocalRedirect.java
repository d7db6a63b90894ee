package org.confluens.web;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Sends a browser to another address of this service by its path alone (RFC 9110 section 10.2.2). The container would make
 * an absolute address of it, by its own scheme and the Host header: behind a proxy that ends TLS that is an http address,
 * which the browser cannot reach.
 */
public final class LocalRedirect {

    private LocalRedirect() {}

    /**
     * Answers 302.
     *
     * @param target a path of this service that begins with a slash, and a query in ASCII if there is one
     */
    public static void send(HttpServletResponse response, String target) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", target);
    }

    /** Whether a target leads to this service and nowhere else: a plain path, and printable ASCII after it. */
    public static boolean isLocal(String target) {
        int query = target.indexOf('?');
        return RequestPath.isPlain(query < 0 ? target : target.substring(0, query))
                && target.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
