package org.confluens.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.confluens.web.Problem;
import org.confluens.web.ProblemAnswer;
import org.confluens.web.RequestPath;

/** Puts {@link RequestGuard} before every page and resource. */
public class RequestGuardFilter extends HttpFilter {

    @Inject
    private transient Users users;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Problem> refusal = RequestGuard.check(
                new RequestGuard.Request(
                        request.getMethod(),
                        RequestPath.of(request),
                        header(request, "Host"),
                        header(request, "Origin"),
                        header(request, "Sec-Fetch-Site"),
                        header(request, "Content-Type")),
                users.trial());
        if (refusal.isPresent()) {
            ProblemAnswer.send(response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
