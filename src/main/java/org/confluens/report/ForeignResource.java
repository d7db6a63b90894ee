package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.confluens.intake.DocumentReading;
import org.confluens.report.ForeignDocument.Outcome;
import org.confluens.rights.Peers;
import org.confluens.rights.Right.Protocol;
import org.confluens.security.Roles;
import org.confluens.security.Signing;
import org.confluens.sr.SrHtml;
import org.confluens.sr.SrReader;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Documents that came from elsewhere, what was done with each, and why; those that were put aside wait for a person. */
@Path("reports/foreign")
@Produces(MediaType.APPLICATION_JSON)
public class ForeignResource {

    private static final int MOST_ROWS = 500;
    private static final int LONGEST_NOTE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_FINGERPRINT = 64;

    @Inject
    private ForeignReports foreign;

    @Inject
    private DocumentReading reading;

    @Inject
    private Templates templates;

    @Inject
    private Peers peers;

    @Inject
    private Signing signing;

    @Context
    private SecurityContext caller;

    @GET
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public JsonObject list(@QueryParam("outcome") @DefaultValue("") String outcome) {
        var array = JSON.createArrayBuilder();
        foreign.list(parse(outcome), MOST_ROWS)
                .forEach(document -> array.add(ReportJson.foreign(document, maySettle())));
        return JSON.createObjectBuilder()
                .add("documents", array)
                .add("open", peers.isOpen(Protocol.DICOM))
                .build();
    }

    /** The document as a page. */
    @GET
    @Path("{uid: [0-9.]+}/document")
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public String document(@PathParam("uid") String uid, @Context HttpHeaders headers) {
        Locale language = templates.language(headers.getAcceptableLanguages());
        return reading.read(
                uid,
                PATIENCE,
                () -> SrHtml.render(SrReader.read(foreign.content(uid)).document(), language));
    }

    /**
     * Judges a document again: {@code {"replace": true, "password": "..."}} lets it take the place of what was entered
     * meanwhile. It may count afterwards, so the password is asked as for signing, not in trial mode.
     */
    @POST
    @Path("{uid: [0-9.]+}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SIGNER)
    public JsonObject retry(@PathParam("uid") String uid, JsonObject body) {
        boolean replace = body != null && body.getBoolean("replace", false);
        signing.prove(who(), body);
        return ReportJson.foreign(
                reading.read(uid, PATIENCE, () -> foreign.accept(uid, Optional.empty(), replace, who())), maySettle());
    }

    /**
     * Lets a document take effect whose sender has no right to what it says: {@code {"fingerprint": "...", "password":
     * "..."}} names the one that was looked at, so that none that came in its place is accepted unseen; the password is that
     * of the account, not in trial mode.
     */
    @POST
    @Path("{uid: [0-9.]+}/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SIGNER)
    public JsonObject accept(@PathParam("uid") String uid, JsonObject body) {
        String seen = Preconditions.text(body, "fingerprint", LONGEST_FINGERPRINT);
        signing.prove(who(), body);
        return ReportJson.foreign(
                reading.read(uid, PATIENCE, () -> foreign.accept(uid, Optional.of(seen), false, who())), maySettle());
    }

    private String who() {
        return caller.getUserPrincipal().getName();
    }

    /** Notes what was done about a document that was put aside: {@code {"note": "..."}}. */
    @POST
    @Path("{uid: [0-9.]+}/settle")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SIGNER)
    public JsonObject settle(@PathParam("uid") String uid, JsonObject body) {
        String note = Preconditions.text(body, "note", LONGEST_NOTE);
        return ReportJson.foreign(foreign.settle(uid, note, who()), maySettle());
    }

    private boolean maySettle() {
        return caller.isUserInRole(Roles.SIGNER);
    }

    private static Optional<Outcome> parse(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Outcome.valueOf(text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid(
                    "outcome",
                    "value-set",
                    "There is no such outcome",
                    "Use one of " + Arrays.toString(Outcome.values())));
        }
    }
}
