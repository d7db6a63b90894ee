package org.confluens.worklist.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DicomJson;
import org.confluens.dicom.data.Tag;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;
import org.confluens.worklist.StepRefusedException;
import org.confluens.worklist.Worklist;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.query.WorklistLookup;

/**
 * The worklist: find, schedule, change and cancel steps. A step is named in the path where its id has plain characters
 * only, and by {@link StepResource} whatever it has.
 */
@Path("worklist")
@RequestScoped
public class WorklistResource {

    static final String DICOM_JSON = "application/dicom+json";

    @Inject
    private Worklist worklist;

    @Inject
    private WorklistLookup lookup;

    /** Steps by any of patient, name, modality, station, date, state, accession number; by start time. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    public String find(@BeanParam StepFilter filter) {
        JsonArrayBuilder steps = Json.createArrayBuilder();
        found(filter).forEach(item -> steps.add(StepJson.write(item)));
        return steps.build().toString();
    }

    @GET
    @Produces(DICOM_JSON)
    @RolesAllowed(Roles.VIEWER)
    public String findDatasets(@BeanParam StepFilter filter) {
        return DicomJson.writeAll(
                found(filter).stream().map(WorklistItem::dataset).toList());
    }

    private List<WorklistItem> found(StepFilter filter) {
        return accepted(() -> lookup.find(filter.identifier(), filter.limit()));
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    public String step(@PathParam("id") String id, @QueryParam("study") @DefaultValue("") String study) {
        return StepJson.write(one(id, study)).toString();
    }

    @GET
    @Path("{id}")
    @Produces(DICOM_JSON)
    @RolesAllowed(Roles.VIEWER)
    public String stepDataset(@PathParam("id") String id, @QueryParam("study") @DefaultValue("") String study) {
        return DicomJson.write(one(id, study).dataset());
    }

    /** Schedules a step; one that is there already is answered as it stands. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response schedule(JsonObject json) {
        return placed(accepted(() -> worklist.place(StepJson.read(json))));
    }

    /** The same from a worklist data set; with {@code replace} a step that is there already is replaced. */
    @POST
    @Consumes(DICOM_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response scheduleDataset(String json, @QueryParam("replace") @DefaultValue("false") boolean replace) {
        Dataset dataset = dataset(json);
        return placed(accepted(() -> replace ? worklist.replace(dataset, "REST") : worklist.place(dataset, "REST")));
    }

    /** Replaces the step of that id, or schedules it under it. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response replace(@PathParam("id") String id, JsonObject json) {
        JsonObject named = Json.createObjectBuilder(json).add("stepId", id).build();
        return placed(accepted(() -> worklist.replace(StepJson.read(named))));
    }

    @PUT
    @Path("{id}")
    @Consumes(DICOM_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response replaceDataset(@PathParam("id") String id, String json) {
        Dataset dataset = dataset(json);
        List<Dataset> steps = dataset.items(Tag.ScheduledProcedureStepSequence);
        if (steps.size() != 1) {
            throw new ProblemException(Problem.invalid(
                    "00400100", "items", "The address names one step, the body does not", "Send one item"));
        }
        Dataset step =
                steps.get(0).toBuilder().put(Tag.ScheduledProcedureStepID, id).build();
        Dataset named = dataset.toBuilder()
                .putItems(Tag.ScheduledProcedureStepSequence, step)
                .build();
        return placed(accepted(() -> worklist.replace(named, "REST")));
    }

    /** Cancels a step that nobody has started. */
    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.READER)
    public void cancel(@PathParam("id") String id, @QueryParam("study") @DefaultValue("") String study) {
        WorklistItem item = one(id, study);
        if (!worklist.cancel(item)) {
            throw new ProblemException(Problem.conflict(
                    "step-not-cancelable",
                    "The step can't be canceled any more",
                    "It is " + item.state() + "; only a step that nobody has started can be canceled."));
        }
    }

    private WorklistItem one(String id, String study) {
        List<WorklistItem> items = worklist.items(id).stream()
                .filter(item -> study.isEmpty() || item.studyInstanceUid().equals(study))
                .toList();
        if (items.isEmpty()) {
            throw new ProblemException(Problem.notFound("scheduled procedure step"));
        }
        if (items.size() > 1) {
            throw new ProblemException(Problem.conflict(
                    "step-id-ambiguous",
                    "Several studies have a step of this id",
                    "Add ?study= with the Study Instance UID."));
        }
        return items.get(0);
    }

    private static Dataset dataset(String json) {
        try {
            return DicomJson.read(json);
        } catch (IOException e) {
            throw new ProblemException(Problem.invalid(
                    "body", "dicom-json", "The body is no data set in the DICOM JSON model", "See PS3.18 annex F"));
        }
    }

    private static <T> T accepted(Supplier<T> work) {
        try {
            return work.get();
        } catch (StepRefusedException e) {
            Problem problem = Problem.of(
                    422, "worklist-item-refused", "The worklist item is incomplete or wrong", e.getMessage());
            throw new ProblemException(problem.with(e.problems().stream()
                    .map(text -> new Problem.Field("body", "worklist-item", text, "Send the attribute's value"))
                    .toList()));
        }
    }

    private static Response placed(List<Worklist.Placed> placed) {
        JsonArrayBuilder steps = Json.createArrayBuilder();
        placed.forEach(p -> steps.add(StepJson.write(p.item())));
        boolean added = placed.stream().anyMatch(Worklist.Placed::added);
        String body = placed.size() == 1
                ? StepJson.write(placed.get(0).item()).toString()
                : steps.build().toString();
        WorklistItem first = placed.get(0).item();
        URI location = UriBuilder.fromPath("/api/worklist/step")
                .queryParam("id", "{id}")
                .queryParam("study", "{study}")
                .build(first.stepId(), first.studyInstanceUid());
        return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
                .location(location)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
