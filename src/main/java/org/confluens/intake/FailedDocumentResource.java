package org.confluens.intake;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
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
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Documents from elsewhere that could not be handed on, for a person to see and to try again. */
@Path("documents/failed")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FailedDocumentResource {

    private static final int MOST = 1000;

    @Inject
    private FailedDocuments documents;

    /** Those that were tried last. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonArray failed(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        documents
                .newest(limit)
                .forEach(failed -> all.add(Json.createObjectBuilder()
                        .add("sopInstanceUid", failed.sopInstanceUid())
                        .add("studyInstanceUid", failed.studyInstanceUid())
                        .add("sender", failed.sender())
                        .add("attempts", failed.attempts())
                        .add("problem", failed.problem())));
        return all.build();
    }

    /** Hands the document on again, for instance after a template was repaired. */
    @POST
    @Path("{sopInstanceUid}/retry")
    @RolesAllowed(Roles.READER)
    public Response tryAgain(@PathParam("sopInstanceUid") String sopInstanceUid) {
        if (!documents.tryAgain(sopInstanceUid)) {
            throw new ProblemException(Problem.notFound("failed document"));
        }
        return Response.accepted().build();
    }
}
