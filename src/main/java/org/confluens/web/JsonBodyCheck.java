package org.confluens.web;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/**
 * Refuses a body that is JSON of another kind than the resource method takes, such as an array where an object is due. The
 * REST runtime would call the method all the same, fail, and answer with the container's page.
 */
@Provider
public class JsonBodyCheck implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        boolean primitive = context.getType().isPrimitive();
        if (body != null && !primitive && !context.getType().isInstance(body)) {
            throw new ProblemException(
                    Problem.invalid("body", "json", "The body is JSON of another kind", "Send an object"));
        }
        return body;
    }
}
