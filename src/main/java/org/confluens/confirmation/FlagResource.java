package org.confluens.confirmation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.concordance.FlagEffect;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.SegmentConcordance;
import org.confluens.concordance.Wording;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;
import org.confluens.worklist.StepRefusedException;

/** The flags: a list, one with its history, and what a person can do with it. */
@Path("flags")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FlagResource {
    private static final int MOST = 1000;

    @Inject
    private FlagList list;

    @Inject
    private FlagBook flags;

    @Inject
    private RequestBook requests;

    @Inject
    private Scheduling scheduling;

    @Inject
    private PatientComparison comparison;

    @Inject
    private FlagJson json;

    @Context
    private SecurityContext security;

    @Context
    private HttpHeaders headers;

    /**
     * The newest flags first; {@code state} is one or several states separated by commas, {@code outcome} what a catheter
     * study answered, such as NOT_REPRODUCED where it did not show the narrowing.
     */
    @GET
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public JsonObject list(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("patient") Optional<String> patient,
            @QueryParam("issuer") Optional<String> issuer,
            @QueryParam("segment") Optional<String> segment,
            @QueryParam("outcome") Optional<String> outcome,
            @QueryParam("overdue") boolean overdue,
            @QueryParam("offset") int offset,
            @QueryParam("limit") @DefaultValue("200") int limit) {
        FlagList.Page page = list.find(new FlagList.Filter(
                states(state),
                given(patient),
                given(issuer),
                given(segment),
                given(outcome).map(FlagResource::outcome),
                overdue,
                Math.max(0, offset),
                Math.min(MOST, Math.max(1, limit))));
        JsonArrayBuilder array = Json.createArrayBuilder();
        Wording wording = wording();
        page.flags().forEach(flag -> array.add(json.of(flag, wording)));
        return Json.createObjectBuilder()
                .add("flags", array)
                .add("total", page.total())
                .build();
    }

    /** One flag with its history. */
    @GET
    @Path("{id}")
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public JsonObject one(@PathParam("id") long id) {
        Flag flag = flag(id);
        return json.of(flag, flags.history(flag), wording());
    }

    /** Approves the flag's confirmation request: it becomes a scheduled procedure step with all the flags it lists. */
    @POST
    @Path("{id}/schedule")
    @Transactional
    @RolesAllowed(Roles.READER)
    public JsonObject schedule(@PathParam("id") long id, JsonObject body) {
        Flag flag = flag(id);
        SchedulingWish wish = WishJson.read(Optional.ofNullable(body));
        ConfirmationRequest request = flag.request()
                .filter(r -> flags.allows(flag, FlagEvent.SCHEDULE))
                .filter(r -> r.state() == RequestState.PROPOSED)
                .orElseThrow(() -> wrongState(flag, "scheduled"));
        if (!request.patient().identified()) {
            throw new ProblemException(Problem.conflict(
                    "patient-not-identified",
                    "The patient has no Patient ID",
                    "No modality could find the step. Merge the patient with one who has an ID, then schedule."));
        }
        try {
            scheduling.schedule(request, wish, user());
        } catch (StepRefusedException e) {
            throw refused(e);
        }
        return json.of(flag, flags.history(flag), wording());
    }

    /** Takes the step of the flag's request off the worklist again, unless the modality has begun it. */
    @POST
    @Path("{id}/unschedule")
    @Transactional
    @RolesAllowed(Roles.READER)
    public JsonObject unschedule(@PathParam("id") long id) {
        Flag flag = flag(id);
        if (flag.state() != FlagState.SCHEDULED || !requests.takeBack(flag, user())) {
            throw wrongState(flag, "taken off the worklist");
        }
        return json.of(flag, flags.history(flag), wording());
    }

    /** Settles the flag without a catheter study; who and why are kept. */
    @POST
    @Path("{id}/dismiss")
    @Transactional
    @RolesAllowed(Roles.READER)
    public JsonObject dismiss(@PathParam("id") long id, JsonObject body) {
        Flag flag = flag(id);
        String reason = sentence(body, "reason", "A dismissal needs its reason");
        if (!flags.allows(flag, FlagEvent.DISMISS)) {
            throw wrongState(flag, "dismissed");
        }
        flags.dismiss(flag, Dismissal.PERSON, user(), reason);
        flag.request().ifPresent(requests::endIfSettled);
        return json.of(flag, flags.history(flag), wording());
    }

    /**
     * Decides what conflicting examinations mean: {@code outcome} is one of the flag's {@code adjudications}, {@code comment}
     * says why. It stands until another adjudication or other evidence.
     */
    @POST
    @Path("{id}/adjudicate")
    @Transactional
    @RolesAllowed(Roles.READER)
    public JsonObject adjudicate(@PathParam("id") long id, JsonObject body) {
        Flag flag = flag(id);
        String comment = sentence(body, "comment", "An adjudication needs a comment");
        SegmentConcordance found = comparison
                .narrowing(flag.patient(), flag.segmentId())
                .filter(f -> f.rule().flag() == FlagEffect.ADJUDICATE)
                .filter(f -> f.seen().report().studyInstanceUid().equals(flag.studyInstanceUid()))
                .filter(f -> flags.allows(flag, FlagEvent.ADJUDICATE))
                .orElseThrow(() -> wrongState(flag, "adjudicated"));
        Outcome decided = outcome(body.getString("outcome", ""));
        if (!Adjudications.of(found.outcome()).contains(decided)) {
            throw new ProblemException(Problem.invalid(
                    "outcome",
                    "adjudication",
                    "That can't be decided here",
                    "Use one of " + Adjudications.of(found.outcome())));
        }
        flags.adjudicate(flag, decided, found.evidenceKey(), user(), comment);
        flag.request().ifPresent(requests::endIfSettled);
        return json.of(flag, flags.history(flag), wording());
    }

    /** Asks for a catheter study that the software does not propose: the flag goes on the patient's confirmation request. */
    @POST
    @Path("{id}/request")
    @Transactional
    @RolesAllowed(Roles.READER)
    public JsonObject request(@PathParam("id") long id) {
        Flag flag = flag(id);
        if (!flags.allows(flag, FlagEvent.PROPOSE)) {
            throw wrongState(flag, "put on a confirmation request");
        }
        flag.askFor(user());
        requests.propose(flag.patient(), List.of(flag), user());
        return json.of(flag, flags.history(flag), wording());
    }

    private Wording wording() {
        return Wording.in(headers.getAcceptableLanguages().get(0));
    }

    private static String sentence(JsonObject body, String field, String missing) {
        String text = body == null ? "" : body.getString(field, "").strip();
        if (text.isEmpty() || text.length() > WishJson.LONGEST_REASON) {
            throw new ProblemException(Problem.invalid(
                    field, field + "-needed", missing + ", of at most 1000 characters", "Say in a sentence why"));
        }
        return text;
    }

    private static Optional<String> given(Optional<String> parameter) {
        return parameter.map(String::strip).filter(text -> !text.isEmpty());
    }

    private Flag flag(long id) {
        return flags.flag(id).orElseThrow(() -> new ProblemException(Problem.notFound("flag")));
    }

    private String user() {
        return security.getUserPrincipal() == null
                ? "unknown"
                : security.getUserPrincipal().getName();
    }

    private static Set<FlagState> states(String names) {
        Set<FlagState> states = EnumSet.noneOf(FlagState.class);
        for (String name : names.split(",")) {
            if (name.isBlank()) {
                continue;
            }
            try {
                states.add(FlagState.valueOf(name.strip()));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.invalid(
                        "state",
                        "flag-state",
                        "There is no such state of a flag",
                        "Use " + List.of(FlagState.values())));
            }
        }
        return states;
    }

    private static Outcome outcome(String name) {
        try {
            return Outcome.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid(
                    "outcome", "outcome", "There is no such outcome", "Use " + List.of(Outcome.values())));
        }
    }

    private static ProblemException wrongState(Flag flag, String what) {
        return new ProblemException(Problem.conflict(
                        "flag-state",
                        "The flag's state does not allow this",
                        "The flag is " + flag.state() + " and can't be " + what + " now. Read it again.")
                .with("state", Json.createValue(flag.state().name())));
    }

    private static ProblemException refused(StepRefusedException e) {
        List<Problem.Field> fields = new ArrayList<>();
        e.problems()
                .forEach(problem ->
                        fields.add(new Problem.Field("order", "worklist-item", problem, "Correct it and try again")));
        return new ProblemException(
                Problem.of(422, "step-refused", "The worklist does not take the step", "Nothing was scheduled.")
                        .with(fields));
    }
}
