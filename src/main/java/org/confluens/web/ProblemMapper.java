package org.confluens.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers every exception that leaves a resource with a problem document. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException e && isNoProblem(e.getResponse())) {
            return e.getResponse();
        }
        Response answer = Problems.of(thrown).toResponse();
        if (thrown instanceof WebApplicationException e) {
            String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
            return allow == null
                    ? answer
                    : Response.fromResponse(answer)
                            .header(HttpHeaders.ALLOW, allow)
                            .build();
        }
        return answer;
    }

    /** Redirects, "not modified" and answers that a resource filled itself go out as they are. */
    private static boolean isNoProblem(Response response) {
        return response.getStatus() < 400 || response.hasEntity();
    }
}
