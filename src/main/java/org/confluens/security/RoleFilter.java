package org.confluens.security;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.confluens.web.Problem;

/**
 * Lets a caller have a resource method only with a role that the method itself names by {@link RolesAllowed}. A method
 * that names none is closed to everybody, and so is what the REST runtime adds of its own (OPTIONS, WADL).
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RoleFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> allowed = allowed(resource.getResourceMethod());
        if (allowed.stream().noneMatch(request.getSecurityContext()::isUserInRole)) {
            String remedy = allowed.isEmpty()
                    ? "Nobody may; see /openapi for what is possible."
                    : "It needs the role " + String.join(" or ", allowed) + ".";
            request.abortWith(Problem.of(403, "not-allowed", "Your role does not allow this", remedy)
                    .toResponse());
        }
    }

    private static List<String> allowed(Method method) {
        RolesAllowed roles = method == null ? null : method.getAnnotation(RolesAllowed.class);
        return roles == null ? List.of() : Arrays.asList(roles.value());
    }
}
