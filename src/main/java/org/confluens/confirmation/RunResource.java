package org.confluens.confirmation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Comparing all patients again: begin it, and see how far it is. */
@Path("concordance/runs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {

    @Inject
    private RunBook runs;

    @Context
    private SecurityContext security;

    /** The newest run. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonObject latest() {
        return json(runs.latest().orElseThrow(() -> new ProblemException(Problem.notFound("run"))));
    }

    /** Begins a run, or joins the one that is under way. */
    @POST
    @RolesAllowed(Roles.ADMIN)
    public Response begin() {
        String user = security.getUserPrincipal() == null
                ? "unknown"
                : security.getUserPrincipal().getName();
        return Response.accepted(json(runs.begin(user))).build();
    }

    private static JsonObject json(ConcordanceRun run) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", run.id())
                .add("startedBy", run.startedBy())
                .add("startedAt", run.startedAt().toString())
                .add("patients", run.patients())
                .add("failures", run.failures());
        run.finishedAt().ifPresent(at -> json.add("finishedAt", at.toString()));
        return json.build();
    }
}
