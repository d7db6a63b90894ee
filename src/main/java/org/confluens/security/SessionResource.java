package org.confluens.security;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** Tells a page who uses it and what that person may do. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    @Inject
    private Users users;

    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonObject session(@Context SecurityContext context) {
        var roles = JSON.createArrayBuilder();
        Roles.all().stream().sorted().filter(context::isUserInRole).forEach(roles::add);
        return JSON.createObjectBuilder()
                .add("user", context.getUserPrincipal().getName())
                .add("roles", roles)
                .add("trial", users.trial())
                .build();
    }
}
