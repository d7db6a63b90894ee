package org.confluens.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers the API's requests before the service is whole, and all but those for health once it stops: 503, with the time
 * after which to try again. Before, the pages are there already.
 */
public class OutOfService extends HttpFilter {

    @Inject
    private ServicePhase phase;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isServedAtAnyTime(request)) {
            chain.doFilter(request, response);
            return;
        }
        switch (phase.phase()) {
            case SERVING -> chain.doFilter(request, response);
            case STARTING ->
                refuse(
                        response,
                        Problem.of(
                                503,
                                "starting",
                                "The service is starting",
                                "Nothing was changed. Try again in a few seconds."));
            case STOPPING ->
                refuse(
                        response,
                        Problem.of(
                                503,
                                "stopping",
                                "The service is stopping",
                                "Nothing was changed. Try again when it has been started again."));
        }
    }

    private boolean isServedAtAnyTime(HttpServletRequest request) {
        return phase.phase() == ServicePhase.Phase.STOPPING
                ? RequestPath.isBelow("/health", RequestPath.of(request))
                : !RequestPath.isApi(request);
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        ProblemAnswer.sendBusy(response, problem, Problem.RETRY_AFTER);
    }
}
