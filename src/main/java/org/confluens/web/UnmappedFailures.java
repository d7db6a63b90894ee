package org.confluens.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers with a problem document what fails in a request to the API outside of its resources, where no exception mapper is
 * asked: a resource that could not be made, for want of a database, or an answer that could not be begun. The container
 * would send a page of HTML.
 */
@WebFilter("/api/*")
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
            Problem problem = Problems.of(e);
            response.resetBuffer();
            response.setStatus(problem.status());
            response.setContentType(Problem.MEDIA_TYPE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getOutputStream().write(problem.toJson().toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
