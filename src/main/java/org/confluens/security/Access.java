package org.confluens.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.confluens.web.Problem;

/**
 * Lets nobody in without a login, which is a session for the pages and HTTP Basic (RFC 7617) for programs; in trial mode
 * everybody is the local operator. Reading needs the least role, changing the next one, what needs more says so itself.
 */
@ApplicationScoped
public class Access implements HttpAuthenticationMechanism {

    private static final Set<String> OPEN = Set.of("/login", "/login.css", "/favicon.svg");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    private Users users;

    @Inject
    private Sessions sessions;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (users.trial()) {
            return context.notifyContainerAboutLogin(Users.LOCAL_OPERATOR, Roles.all());
        }
        Optional<User> user = basic(request).or(() -> sessions.user(request));
        try {
            if (user.isPresent()) {
                return admit(user.get(), request, response, context);
            }
            return isOpen(request) ? context.doNothing() : askForLogin(request, response);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
    }

    private static AuthenticationStatus admit(
            User user, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws IOException {
        boolean reading = READING.contains(request.getMethod());
        String needed = reading ? Roles.VIEWER : Roles.READER;
        if (isApi(request) && !user.roles().contains(needed)) {
            Answers.problem(
                    response,
                    Problem.of(
                            403, "not-allowed", "Your role does not allow this", "It needs the role " + needed + "."));
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return context.notifyContainerAboutLogin(user.name(), user.roles());
    }

    private static AuthenticationStatus askForLogin(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isApi(request)) {
            if (request.getHeader("Sec-Fetch-Mode") == null) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"Confluens\", charset=\"UTF-8\"");
            }
            Answers.problem(
                    response, Problem.of(401, "login-needed", "A login is needed", "Send a user name and password."));
        } else {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            String next = URLEncoder.encode(request.getRequestURI() + query, StandardCharsets.UTF_8);
            response.sendRedirect("/login?next=" + next);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return OPEN.contains(path) || path.equals("/health") || path.startsWith("/health/");
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }

    private Optional<User> basic(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : users.login(
                            pair.substring(0, colon), pair.substring(colon + 1).toCharArray());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
