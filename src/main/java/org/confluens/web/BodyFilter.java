package org.confluens.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.confluens.config.Settings;

/**
 * Reads the body of a request whole before anything works on it: within a time, up to a size, and all bodies together up
 * to a few of the largest, of which one client gets half at most. What looks like JSON has to have the {@linkplain JsonShape shape} that readers can take.
 */
public class BodyFilter extends HttpFilter {

    private static final long MEBIBYTE = 1 << 20;
    private static final int LARGEST_LOGIN = 16 * 1024;
    private static final int LARGEST_BODIES_AT_A_TIME = 8;
    private static final Set<String> NO_JSON =
            Set.of("text/html", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private transient long largest;
    private transient long timeoutNanos;
    private transient ByteBudget budget;
    private transient Entrance entrance;

    /** The container needs it. */
    public BodyFilter() {}

    @Inject
    void configure(Settings settings, Entrance theEntrance) {
        this.entrance = theEntrance;
        this.largest = settings.integer("confluens.http.max-body-size") * MEBIBYTE;
        this.timeoutNanos = settings.duration("confluens.http.body-timeout").toNanos();
        this.budget = new ByteBudget(largest * LARGEST_BODIES_AT_A_TIME);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() == 0
                || request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null) {
            chain.doFilter(request, response);
            return;
        }
        long most = RequestPath.isApi(request) ? largest : Math.min(largest, LARGEST_LOGIN);
        try (ReadBody body = new ReadBody(budget, entrance.client(request))) {
            Optional<Problem> refusal = body.read(request, most, System.nanoTime() + timeoutNanos)
                    .or(() -> RequestPath.isApi(request)
                            ? shape(request.getContentType(), body.content())
                            : Optional.empty());
            if (refusal.isEmpty()) {
                chain.doFilter(body.inPlaceOf(request), response);
            } else {
                // What is left of the body is not waited for.
                response.setHeader("Connection", "close");
                ProblemAnswer.send(response, refusal.get());
            }
        }
    }

    private static Optional<Problem> shape(String contentType, byte[] body) {
        String[] parts = contentType == null
                ? new String[] {""}
                : contentType.toLowerCase(Locale.ROOT).split(";");
        if (NO_JSON.contains(parts[0].strip())) {
            return Optional.empty();
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return Optional.of(Problem.of(
                        415, "unsupported-media-type", "JSON is UTF-8", "Send it in UTF-8, and no other charset."));
            }
        }
        return JsonShape.check(body);
    }
}
