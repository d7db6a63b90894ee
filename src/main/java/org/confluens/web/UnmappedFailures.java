package org.confluens.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers with a problem document what fails in a request to the API outside of its resources, where no exception mapper is
 * asked: a resource that could not be made, for want of a database, or an answer that could not be begun. The container
 * would send a page of HTML.
 */
public class UnmappedFailures extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException | Error e) {
            if (response.isCommitted()) {
                throw e;
            }
            ProblemAnswer.send(response, Problems.of(e));
        }
    }
}
