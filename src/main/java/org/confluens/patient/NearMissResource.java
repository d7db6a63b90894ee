package org.confluens.patient;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Patients who share an identifier and are not taken for one, for a person to decide: the same, or not the same. */
@Path("near-misses")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class NearMissResource {

    private static final int MOST = 1000;

    @Inject
    private NearMisses nearMisses;

    @Context
    private SecurityContext caller;

    /** Those that nobody has decided, the newest first, with both sides; {@code more} says that there are others. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonObject undecided(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        List<NearMiss> found = nearMisses.undecided(limit + 1);
        JsonArrayBuilder all = Json.createArrayBuilder();
        found.stream()
                .limit(limit)
                .forEach(pair -> all.add(Json.createObjectBuilder()
                        .add("reason", pair.reason().name())
                        .add("first", side(pair.first()))
                        .add("second", side(pair.second()))
                        .add("survivor", pair.survivor().row())));
        return Json.createObjectBuilder()
                .add("nearMisses", all)
                .add("more", found.size() > limit)
                .build();
    }

    /** The two are the same: studies, worklist, reports and flags of both are one patient's from now on. */
    @POST
    @Path("{first}/{second}/same")
    @RolesAllowed(Roles.SIGNER)
    public JsonObject same(@PathParam("first") long first, @PathParam("second") long second) {
        return nearMisses
                .same(first, second, who())
                .map(patient -> described(patient).build())
                .orElseThrow(NearMissResource::decided);
    }

    /** The two are not the same: nobody is asked again, and their data stay apart. */
    @POST
    @Path("{first}/{second}/not-same")
    @RolesAllowed(Roles.SIGNER)
    public void notSame(@PathParam("first") long first, @PathParam("second") long second) {
        if (!nearMisses.notSame(first, second, who())) {
            throw decided();
        }
    }

    private static ProblemException decided() {
        return new ProblemException(Problem.notFound("near miss"));
    }

    private String who() {
        return caller.getUserPrincipal() == null
                ? "unknown"
                : caller.getUserPrincipal().getName();
    }

    private static JsonObjectBuilder side(NearMiss.Side side) {
        return described(side.patient())
                .add("row", side.row())
                .add("studies", side.studies())
                .add("steps", side.steps());
    }

    private static JsonObjectBuilder described(Patient patient) {
        return Json.createObjectBuilder()
                .add("id", patient.key().shownId())
                .add("issuer", patient.key().shownIssuer())
                .add("name", patient.name())
                .add("birthDate", patient.birthDate())
                .add("sex", patient.sex());
    }
}
