package org.confluens.worklist.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * One step of the worklist, named by parameters: a Scheduled Procedure Step ID of another system can hold any character
 * of a short string (PS3.5 6.2, SH), which a path can't.
 */
@Path("worklist/step")
@RequestScoped
public class StepResource {

    @Inject
    private WorklistResource worklist;

    @QueryParam("id")
    @DefaultValue("")
    private String id;

    @QueryParam("study")
    @DefaultValue("")
    private String study;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    public String step() {
        return worklist.step(named(), study);
    }

    @GET
    @Produces(WorklistResource.DICOM_JSON)
    @RolesAllowed(Roles.VIEWER)
    public String stepDataset() {
        return worklist.stepDataset(named(), study);
    }

    /** Replaces the step of that id, or schedules it under it. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response replace(JsonObject json) {
        return worklist.replace(named(), json);
    }

    @PUT
    @Consumes(WorklistResource.DICOM_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response replaceDataset(String json) {
        return worklist.replaceDataset(named(), json);
    }

    /** Cancels a step that nobody has started. */
    @DELETE
    @RolesAllowed(Roles.READER)
    public void cancel() {
        worklist.cancel(named(), study);
    }

    private String named() {
        if (id.isBlank()) {
            throw new ProblemException(Problem.invalid(
                    "id", "required", "No step is named", "Add the parameter id with the Scheduled Procedure Step ID"));
        }
        return id;
    }
}
