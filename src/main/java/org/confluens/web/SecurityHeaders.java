package org.confluens.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what a page of this service may do: its own scripts and styles only, none inline, no framing by others.
 * A rendered report may bring its own styles, but no script.
 */
public class SecurityHeaders extends HttpFilter {

    private static final String PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String DATA = "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean data = RequestPath.isApi(request);
        response.setHeader("Content-Security-Policy", data ? DATA : PAGES);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Not "no-referrer": with it browsers send the login form with the Origin "null".
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", data ? "no-store" : "no-cache");
        chain.doFilter(request, response);
    }
}
