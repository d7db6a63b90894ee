package org.confluens.intake;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** The studies that arrived, and what was refused. */
@Path("studies")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StudyResource {

    private static final int MOST = 1000;

    @Inject
    private StudyList list;

    @Inject
    private StudyStability stability;

    @Inject
    private RefusalLog refusals;

    /** The newest studies, of one patient, template or state if asked for. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonArray studies(
            @QueryParam("patient") @DefaultValue("") String patient,
            @QueryParam("template") @DefaultValue("") String template,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        StudyList.Filter filter = new StudyList.Filter(patient, template, state(state), limit(limit));
        JsonArrayBuilder studies = Json.createArrayBuilder();
        list.find(filter).forEach(study -> studies.add(StudyJson.summary(study)));
        return studies.build();
    }

    /** One study with its series and instances. */
    @GET
    @Path("{studyInstanceUid}")
    @RolesAllowed(Roles.VIEWER)
    public JsonObject study(@PathParam("studyInstanceUid") String studyInstanceUid) {
        return list.withDetails(studyInstanceUid).orElseThrow(() -> new ProblemException(Problem.notFound("study")));
    }

    /** Says that a study is complete, so that its report is drafted now. */
    @POST
    @Path("{studyInstanceUid}/complete")
    @RolesAllowed(Roles.READER)
    public Response complete(@PathParam("studyInstanceUid") String studyInstanceUid) {
        if (!stability.declareComplete(studyInstanceUid, "completed by a person")) {
            throw new ProblemException(Problem.notFound("study"));
        }
        return Response.accepted().build();
    }

    /** What was not taken, the newest first. */
    @GET
    @Path("refused")
    @RolesAllowed(Roles.VIEWER)
    public JsonArray refused(@QueryParam("limit") @DefaultValue("100") int limit) throws SQLException {
        JsonArrayBuilder refused = Json.createArrayBuilder();
        refusals.newest(limit(limit)).forEach(refusal -> refused.add(StudyJson.refusal(refusal)));
        return refused.build();
    }

    private static Optional<StudyState> state(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(StudyState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.invalid(
                        "state",
                        "value",
                        "There is no such state of a study",
                        "Use one of " + Arrays.toString(StudyState.values())))));
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        return limit;
    }
}
