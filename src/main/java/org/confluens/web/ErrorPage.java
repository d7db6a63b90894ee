package org.confluens.web;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * What a refusal or failure is answered with that has no answer of its own: a page for who asks for one, a problem document
 * otherwise. The container's page would repeat what the request said (its method, its path) and name the product.
 */
@WebServlet(urlPatterns = "/error")
public class ErrorPage extends HttpServlet {

    private static final String PAGE = "text/html";
    private static final int FAILED = 500;

    @Inject
    private transient PageLanguages languages;

    /** Whatever the method was, it is told in the answer to it. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = problem(request);
        if (wantsPage(request)) {
            show(problem, request, response);
        } else {
            ProblemAnswer.send(response, problem);
        }
    }

    /** Asked for by its own address it is no error, and nothing is there. */
    private static Problem problem(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return Problems.of(thrown);
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
        return Problems.ofStatus(status);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        boolean api = path instanceof String uri && RequestPath.isBelow("/api", uri);
        return !api
                && Collections.list(request.getHeaders("Accept")).stream().anyMatch(accept -> accept.contains(PAGE));
    }

    private void show(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageLanguages.Language language = languages.of(Collections.list(request.getLocales()).stream());
        String detail = problem.status() == FAILED ? problem.detail() : "";
        try (InputStream page = ErrorPage.class.getResourceAsStream("error.html")) {
            String html = new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{language}", language.code())
                    .replace("{title}", language.text(problem.title()))
                    .replace("{detail}", detail)
                    .replace("{list}", language.text("Reading list"));
            response.resetBuffer();
            response.setStatus(problem.status());
            response.setContentType(PAGE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
        }
    }
}
