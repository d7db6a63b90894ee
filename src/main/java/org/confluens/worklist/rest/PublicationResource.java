package org.confluens.worklist.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.confluens.security.Roles;
import org.confluens.web.NeedsNoRoom;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;
import org.confluens.worklist.Publications;
import org.confluens.worklist.WorklistWiring;

/** What another system that serves the worklist has not got yet, for a person to see and to try again. */
@Path("worklist/publications")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PublicationResource {

    private static final int MOST = 1000;

    @Inject
    private WorklistWiring wiring;

    /** What is due, what failed first. */
    @GET
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public JsonArray due(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        publications()
                .waiting(limit)
                .forEach(waiting -> all.add(Json.createObjectBuilder()
                        .add("id", waiting.id())
                        .add("action", waiting.action().name())
                        .add("studyInstanceUid", waiting.studyUid())
                        .add("scheduledProcedureStepId", waiting.stepId())
                        .add("attempts", waiting.attempts())
                        .add("nextAttemptAt", waiting.nextAttempt().toString())
                        .add("refused", waiting.refused())
                        .add("problem", waiting.problem())));
        return all.build();
    }

    /** Does it now instead of at its next time, for instance after the other system was repaired. */
    @POST
    @Path("{id}/retry")
    @RolesAllowed(Roles.READER)
    @Transactional
    @NeedsNoRoom
    public Response tryAgain(@PathParam("id") long id) {
        if (!publications().tryAgain(id)) {
            throw new ProblemException(Problem.notFound("publication"));
        }
        return Response.accepted().build();
    }

    /** Tries all again that was refused or given up. */
    @POST
    @Path("retry")
    @RolesAllowed(Roles.READER)
    @Transactional
    @NeedsNoRoom
    public Response tryRefusedAgain() {
        int count = publications().tryRefusedAgain();
        return Response.accepted(Json.createObjectBuilder().add("count", count).build())
                .build();
    }

    private Publications publications() {
        return new Publications(wiring.database(), wiring.clock());
    }
}
