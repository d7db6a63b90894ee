package org.confluens.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The first filter: refuses every path that can be read in more than one way, whoever asks. */
public class PathFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (RequestPath.isPlain(request)) {
            chain.doFilter(request, response);
        } else {
            ProblemAnswer.send(
                    response,
                    Problem.of(
                            400,
                            "ambiguous-path",
                            "The path can be read in more than one way",
                            "Send a path without encoded characters, parameters, empty or dot segments;"
                                    + " an identifier that needs other characters goes into the query, see /openapi."));
        }
    }
}
