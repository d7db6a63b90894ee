package org.confluens.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.confluens.config.Settings;

/**
 * Limits the requests that are worked on at a time, of one address and in total, below the number of the container's
 * threads: what is above is answered at once and holds no thread, so there is one for {@code /health} whatever others
 * send. Health has few places of its own.
 */
public class AdmissionFilter extends HttpFilter {

    private static final int HEALTH_PLACES = 24;
    private static final int HEALTH_PLACES_OF_ONE = 6;
    private static final Duration SOON = Duration.ofSeconds(1);

    private transient Entrance entrance;
    private transient Places work;
    private final transient Places health = new Places(HEALTH_PLACES, HEALTH_PLACES_OF_ONE);

    /** The container needs it. */
    public AdmissionFilter() {}

    @Inject
    void configure(Settings settings, Entrance theEntrance) {
        this.entrance = theEntrance;
        this.work = new Places(
                settings.integer("confluens.http.max-requests"),
                settings.integer("confluens.http.max-requests-by-address"));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Places places = RequestPath.isBelow("/health", RequestPath.of(request)) ? health : work;
        String client = entrance.client(request);
        switch (places.take(client)) {
            case FREE -> {
                try {
                    chain.doFilter(request, response);
                } finally {
                    places.giveBack(client);
                }
            }
            case CLIENT_FULL ->
                ProblemAnswer.sendBusy(
                        response,
                        Problem.of(
                                429,
                                "too-many-requests",
                                "Too many requests of one address at a time",
                                "Nothing was changed. Wait for the answers before sending more requests."),
                        SOON);
            case FULL ->
                ProblemAnswer.sendBusy(
                        response,
                        Problem.of(
                                503,
                                "busy",
                                "Too many requests at a time",
                                "Nothing was changed. Try again in a moment."),
                        SOON);
        }
    }
}
