package org.confluens.security;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.confluens.web.Problem;
import org.confluens.web.RequestPath;

/**
 * Refuses requests that a page from elsewhere made the user's browser send: by another name for this machine (DNS
 * rebinding, which matters while no login protects the service), or across sites (request forgery).
 */
final class RequestGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> WHAT_FORMS_SEND =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    /**
     * What matters of a request; a header that is not there is the empty string.
     *
     * @param method the HTTP method
     * @param path the path below the context root
     * @param host the Host header
     * @param origin the Origin header
     * @param fetchSite the Sec-Fetch-Site header
     * @param contentType the Content-Type header
     */
    record Request(String method, String path, String host, String origin, String fetchSite, String contentType) {

        boolean isUnsafe() {
            return !SAFE_METHODS.contains(method);
        }
    }

    private RequestGuard() {}

    /** Why the request is refused, empty if it is not. */
    static Optional<Problem> check(Request request, boolean trial) {
        if (trial && !LOOPBACK.contains(hostName(request.host()))) {
            return Optional.of(Problem.of(
                    421,
                    "wrong-host",
                    "This service is reached by localhost only",
                    "Open it as http://localhost or http://127.0.0.1 with its port, or configure users and a login."));
        }
        if (request.isUnsafe() && (isFromElsewhere(request) || isForeignForm(request))) {
            return Optional.of(Problem.of(
                    403,
                    "cross-site",
                    "A change must come from this service's own pages or from a program",
                    "Send JSON with Content-Type: application/json, and no Origin of another site."));
        }
        return Optional.empty();
    }

    /** A browser's own word on where a request comes from goes first: a page cannot set it, and a form's Origin may be "null". */
    private static boolean isFromElsewhere(Request request) {
        if (request.fetchSite().equals("same-origin")) {
            return false;
        }
        boolean otherSite = Set.of("cross-site", "same-site").contains(request.fetchSite());
        return otherSite || !request.origin().isEmpty() && !isSameHost(request.origin(), request.host());
    }

    private static boolean isSameHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Only these can be sent across sites without the browser asking first; the login form is guarded by its Origin. */
    private static boolean isForeignForm(Request request) {
        String mediaType = request.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return RequestPath.isBelow("/api", request.path()) && WHAT_FORMS_SEND.contains(mediaType);
    }

    private static String hostName(String host) {
        return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }
}
