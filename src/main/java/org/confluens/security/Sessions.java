package org.confluens.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.confluens.web.Entrance;

/** The login sessions of the pages, carried by a cookie. */
@ApplicationScoped
public class Sessions {

    private static final String COOKIE = "confluens-session";
    private static final Duration LIFE = Duration.ofHours(10);

    private final SessionPace pace = new SessionPace(System::nanoTime);

    @Inject
    private Users users;

    @Inject
    private SessionKey key;

    @Inject
    private EndedSessions ended;

    @Inject
    private Clock clock;

    @Inject
    private Entrance entrance;

    /** Who is logged in. */
    Optional<User> user(HttpServletRequest request) {
        return cookie(request).flatMap(this::user);
    }

    private Optional<User> user(String token) {
        return SessionToken.claimedName(token)
                .flatMap(users::user)
                .filter(user ->
                        key.tokens().isGood(token, user, clock.instant()) && !ended.holds(SessionToken.serial(token)));
    }

    /** Begins a session, unless the account began very many of them; empty if it did begin, else how long to wait. */
    Optional<Duration> start(User user, HttpServletRequest request, HttpServletResponse response) {
        Optional<Duration> wait = pace.take(user.name());
        if (wait.isPresent()) {
            return wait;
        }
        Instant end = clock.instant().plus(LIFE);
        send(key.tokens().issue(user, end), (int) LIFE.toSeconds(), request, response);
        return Optional.empty();
    }

    /** Ends a session for good: also a copy of its cookie opens nothing afterwards. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        cookie(request)
                .filter(token -> user(token).isPresent())
                .ifPresent(token -> ended.add(SessionToken.serial(token), SessionToken.claimedEnd(token)));
        send("", 0, request, response);
    }

    private void send(String value, int age, HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(entrance.isSecure(request));
        cookie.setMaxAge(age);
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
