package org.confluens.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes a problem document where no resource is there to do it: in a filter, or before the login. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /** Answers with the problem. */
    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(problem.toJson().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with the problem, and says after what time to ask again (RFC 9110 section 10.2.3), whole seconds from 1. */
    public static void sendBusy(HttpServletResponse response, Problem problem, Duration after) throws IOException {
        response.setHeader("Retry-After", String.valueOf(Math.max(1, after.toSeconds())));
        send(response, problem);
    }
}
