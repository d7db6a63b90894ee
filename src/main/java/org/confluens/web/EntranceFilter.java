package org.confluens.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The first filter: refuses what {@link Entrance} refuses, whoever asks. */
public class EntranceFilter extends HttpFilter {

    @Inject
    private transient Entrance entrance;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Problem> refusal = entrance.refusal(request);
        if (refusal.isPresent()) {
            ProblemAnswer.send(response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }
}
