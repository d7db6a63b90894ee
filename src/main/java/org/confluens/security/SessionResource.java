package org.confluens.security;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.confluens.rights.Peers;
import org.confluens.rights.Right.Protocol;

/** Tells a page who uses it, what that person may do, and whom the account signs as. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    @Inject
    private Users users;

    @Inject
    private Peers peers;

    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonObject session(@Context SecurityContext context) {
        var roles = JSON.createArrayBuilder();
        Roles.all().stream().sorted().filter(context::isUserInRole).forEach(roles::add);
        String account = context.getUserPrincipal().getName();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("user", account)
                .add("roles", roles)
                .add("trial", users.trial())
                .add("openPeers", peers.isOpen(Protocol.DICOM) || peers.isOpen(Protocol.HL7));
        users.user(account).flatMap(User::signatory).ifPresent(signatory -> json.add("signsAs", json(signatory)));
        return json.build();
    }

    private static JsonObjectBuilder json(Signatory signatory) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("name", signatory.name().toString())
                .add("organization", signatory.organization());
        signatory
                .identification()
                .ifPresent(code -> json.add(
                        "identification",
                        JSON.createObjectBuilder()
                                .add("code", code.value())
                                .add("scheme", code.scheme())
                                .add("meaning", code.meaning())));
        return json;
    }
}
