package org.confluens.delivery.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.send.Breakers;
import org.confluens.delivery.send.Destination;
import org.confluens.security.Roles;
import org.confluens.web.NeedsNoRoom;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** What was sent to the PACS, and what was not. */
@Path("deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeliveryResource {

    private static final int MOST = 1000;

    @Inject
    private Deliveries deliveries;

    @Inject
    private Breakers breakers;

    @Inject
    private Settings settings;

    /** The newest deliveries, of one state, or of one state of their storage commitment, if asked for. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonArray deliveries(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("commitment") @DefaultValue("") String commitment,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        Optional<DeliveryState> wanted = one("state", DeliveryState.values(), state);
        Optional<CommitmentState> confirmed = one("commitment", CommitmentState.values(), commitment);
        deliveries.newest(wanted, confirmed, limit).forEach(delivery -> all.add(json(delivery)));
        return all.build();
    }

    /** Sends a document again, for instance after the PACS was repaired, or lost it. */
    @POST
    @Path("{id}/resend")
    @RolesAllowed(Roles.READER)
    @NeedsNoRoom
    public Response resend(@PathParam("id") long id) {
        JsonObject delivery = deliveries
                .resend(id)
                .map(DeliveryResource::json)
                .orElseThrow(() -> new ProblemException(Problem.notFound("delivery")));
        breakers.documents(settings.text("confluens.pacs")).probeNow();
        return Response.accepted(delivery).build();
    }

    /** Sends all again that was refused or given up, in their order. */
    @POST
    @Path("resend")
    @RolesAllowed(Roles.READER)
    @NeedsNoRoom
    public Response resendFailed() {
        int count = deliveries.resendFailed();
        breakers.documents(settings.text("confluens.pacs")).probeNow();
        return Response.accepted(Json.createObjectBuilder().add("count", count).build())
                .build();
    }

    private static <E extends Enum<E>> Optional<E> one(String parameter, E[] states, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(states)
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.invalid(
                        parameter,
                        "value",
                        "There is no such state of a delivery",
                        "Use one of " + Arrays.toString(states)))));
    }

    private static JsonObject json(Delivery delivery) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", delivery.id())
                .add("reference", delivery.reference())
                .add("sopClassUid", delivery.sopClassUid())
                .add("sopInstanceUid", delivery.sopInstanceUid())
                .add("studyInstanceUid", delivery.studyInstanceUid())
                .add("destination", Destination.nameOf(delivery.destination()))
                .add("state", delivery.state().name())
                .add("createdAt", delivery.createdAt().toString())
                .add("attempts", delivery.attempts())
                .add("problem", delivery.problem())
                .add("commitment", delivery.commitment().name())
                .add("commitmentProblem", delivery.commitmentProblem());
        delivery.line().ifPresent(line -> json.add("line", line).add("place", delivery.place()));
        delivery.answer().ifPresent(meaning -> json.add("answer", meaning.name()));
        delivery.deliveredAt().ifPresent(time -> json.add("deliveredAt", time.toString()));
        if (delivery.state() == DeliveryState.WAITING) {
            json.add("nextAttemptAt", delivery.nextAttemptAt().toString());
        }
        return json.build();
    }
}
