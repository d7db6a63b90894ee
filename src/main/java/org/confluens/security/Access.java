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
import org.confluens.web.Entrance;
import org.confluens.web.LocalRedirect;
import org.confluens.web.Problem;
import org.confluens.web.ProblemAnswer;
import org.confluens.web.RequestPath;

/**
 * Lets nobody in without a login, which is a session for the pages and HTTP Basic (RFC 7617) for programs; in trial mode
 * everybody is the local operator. What a user may do then is a matter of {@link RoleFilter}. A container asks for the login
 * before it calls the first filter, so a path that the first filter refuses is passed on to it with no user.
 */
@ApplicationScoped
public class Access implements HttpAuthenticationMechanism {

    private static final Set<String> OPEN = Set.of("/login", "/login.css", "/favicon.svg");

    private static final Problem TOO_MANY_LOGINS = Problem.of(
            429,
            "too-many-logins",
            "Too many logins at a time",
            "The password was not looked at. Try again after the time in Retry-After.");

    @Inject
    private Users users;

    @Inject
    private Sessions sessions;

    @Inject
    private Entrance entrance;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (entrance.refusal(request).isPresent()) {
            return context.doNothing();
        }
        if (users.trial()) {
            return context.notifyContainerAboutLogin(Users.LOCAL_OPERATOR, Roles.all());
        }
        LoginResult basic = basic(request);
        Optional<User> user =
                basic instanceof LoginResult.Accepted accepted ? Optional.of(accepted.user()) : sessions.user(request);
        try {
            if (user.isEmpty() && basic instanceof LoginResult.Busy busy && RequestPath.isApi(request)) {
                ProblemAnswer.sendBusy(response, TOO_MANY_LOGINS, busy.after());
                return AuthenticationStatus.SEND_CONTINUE;
            }
            if (user.isPresent()) {
                return context.notifyContainerAboutLogin(
                        user.get().name(), user.get().roles());
            }
            return isOpen(request) ? context.doNothing() : askForLogin(request, response);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
    }

    private static AuthenticationStatus askForLogin(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (RequestPath.isApi(request)) {
            if (request.getHeader("Sec-Fetch-Mode") == null) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"Confluens\", charset=\"UTF-8\"");
            }
            ProblemAnswer.send(
                    response, Problem.of(401, "login-needed", "A login is needed", "Send a user name and password."));
        } else {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            String next = URLEncoder.encode(RequestPath.of(request) + query, StandardCharsets.UTF_8);
            LocalRedirect.send(response, "/login?next=" + next);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static boolean isOpen(HttpServletRequest request) {
        String path = RequestPath.of(request);
        return OPEN.contains(path) || RequestPath.isBelow("/health", path);
    }

    private LoginResult basic(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new LoginResult.Refused();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new LoginResult.Refused()
                    : users.login(
                            pair.substring(0, colon),
                            pair.substring(colon + 1).toCharArray(),
                            entrance.client(request));
        } catch (IllegalArgumentException e) {
            return new LoginResult.Refused();
        }
    }
}
