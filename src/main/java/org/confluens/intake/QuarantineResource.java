package org.confluens.intake;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.confluens.security.Roles;

/** What intake set aside: acknowledged records that can't be registered, and damage to the journal. */
@Path("intake/quarantine")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {

    @Inject
    private IntakeFiles files;

    /** The newest files of the quarantine, at most a hundred; nothing of their content. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonArray files() throws IOException {
        JsonArrayBuilder all = Json.createArrayBuilder();
        files.quarantine()
                .newest()
                .forEach(kept -> all.add(Json.createObjectBuilder()
                        .add("name", kept.name())
                        .add("kind", kept.kind())
                        .add("bytes", kept.bytes())
                        .add("since", kept.since().toString())));
        return all.build();
    }
}
