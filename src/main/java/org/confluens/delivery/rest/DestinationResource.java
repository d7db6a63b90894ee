package org.confluens.delivery.rest;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.confluens.config.Settings;
import org.confluens.delivery.commitment.CommitmentRefusals;
import org.confluens.delivery.outbox.DeliveryFigures;
import org.confluens.delivery.outbox.DeliveryWatch;
import org.confluens.delivery.send.Breakers;
import org.confluens.delivery.send.Destination;
import org.confluens.destination.Breaker;
import org.confluens.security.Roles;
import org.confluens.web.NeedsNoRoom;

/** Where documents go: whether it works, what waits for it, and whether it does storage commitment. */
@Path("destination")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DestinationResource {

    @Inject
    private Settings settings;

    @Inject
    private DeliveryWatch watch;

    @Inject
    private Breakers breakers;

    @Inject
    private CommitmentRefusals refusals;

    /** How the destination is, as this node sees it. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public JsonObject destination() {
        String pacs = settings.text("confluens.pacs");
        watch.look();
        DeliveryFigures figures = watch.last();
        Breaker.Condition condition = breakers.documents(pacs).condition();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("destination", Destination.nameOf(pacs))
                .add("waiting", figures.waiting())
                .add("failed", figures.failed())
                .add("notConfirmed", figures.notConfirmed())
                .add("works", condition.failingSince().isEmpty())
                .add("problem", condition.problem())
                .add(
                        "giveUpAfterHours",
                        settings.duration("confluens.delivery.give-up-after").toHours());
        figures.oldestWaiting().ifPresent(since -> json.add("oldestWaiting", since.toString()));
        condition.failingSince().ifPresent(since -> json.add("failingSince", since.toString()));
        refusals.of(pacs)
                .ifPresent(refusal -> json.add(
                        "commitmentNotOffered",
                        Json.createObjectBuilder()
                                .add("since", refusal.refusedAt().toString())
                                .add("problem", refusal.problem())));
        return json.build();
    }

    /** Has the destination asked again whether it keeps what it took, although it said that it does not do that. */
    @POST
    @Path("commitment")
    @RolesAllowed(Roles.READER)
    @NeedsNoRoom
    public Response askAgain() {
        String pacs = settings.text("confluens.pacs");
        refusals.forget(pacs);
        breakers.commitment(pacs).probeNow();
        return Response.accepted(destination()).build();
    }

    /** Tries the destination now, for instance after it was repaired. */
    @POST
    @Path("probe")
    @RolesAllowed(Roles.READER)
    @NeedsNoRoom
    public Response probe() {
        breakers.documents(settings.text("confluens.pacs")).probeNow();
        return Response.accepted(destination()).build();
    }
}
