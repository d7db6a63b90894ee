package org.confluens.hl7;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import org.confluens.rights.Right;
import org.confluens.security.Roles;
import org.confluens.web.NeedsNoRoom;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** HL7 messages that were refused, for a person to see, to try again, or to settle. */
@Path("hl7/refused")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RefusedMessageResource {

    private static final int MOST = 1000;

    @Inject
    private MessageLog messages;

    @Inject
    private Hl7Inbox inbox;

    @Inject
    private Clock clock;

    @Context
    private SecurityContext caller;

    /** The newest refusals that nobody has settled. */
    @GET
    @RolesAllowed(Roles.READER)
    public JsonArray refusals(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(
                    Problem.invalid("limit", "range", "The limit is out of range", "Use a number from 1 to " + MOST));
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        messages.refusals(limit)
                .forEach(refusal -> all.add(Json.createObjectBuilder()
                        .add("id", refusal.id())
                        .add("controlId", refusal.controlId())
                        .add("messageType", refusal.messageType())
                        .add("sender", refusal.sender())
                        .add("code", refusal.code())
                        .add("problem", refusal.problem())
                        .add("receivedAt", refusal.receivedAt().toString())));
        return all.build();
    }

    /** The message itself, with line ends for people. */
    @GET
    @Path("{id}")
    @RolesAllowed(Roles.READER)
    public JsonObject message(@PathParam("id") long id) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("message", text(id).replace('\r', '\n'))
                .build();
    }

    /** Carries the message out now, for instance after a station was configured; it is settled when that succeeds. */
    @POST
    @Path("{id}/retry")
    @RolesAllowed(Roles.READER)
    public JsonObject retry(@PathParam("id") long id) {
        String message = text(id);
        boolean merges =
                Header.parse(message).right().filter(Right.MERGE::equals).isPresent();
        if (merges && !caller.isUserInRole(Roles.SIGNER)) {
            throw new ForbiddenException("a merge of patients is carried out by somebody who may sign");
        }
        new Hl7Receiver(inbox::carryOut, messages, new Acknowledgement(clock))
                .tryAgain(message)
                .ifPresent(refusal -> {
                    throw new ProblemException(Problem.of(
                            422,
                            "hl7-message-refused",
                            "The message is refused again",
                            refusal.code().value() + " " + refusal.getMessage()));
                });
        messages.settle(id);
        return Json.createObjectBuilder().add("id", id).add("code", "AA").build();
    }

    /** Takes the message off the list: somebody has dealt with it in another way. */
    @POST
    @Path("{id}/settle")
    @RolesAllowed(Roles.READER)
    @NeedsNoRoom
    public void settle(@PathParam("id") long id) {
        if (!messages.settle(id)) {
            throw new ProblemException(Problem.notFound("refused message"));
        }
    }

    private String text(long id) {
        return messages.refusedText(id).orElseThrow(() -> new ProblemException(Problem.notFound("refused message")));
    }
}
