package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.confluens.security.Roles;
import org.confluens.security.Signing;
import org.confluens.sr.VerifyingObserver;
import org.confluens.template.Template;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Reports: their list, their form and values, and what can be done with them. */
@Path("reports")
@Produces(MediaType.APPLICATION_JSON)
public class ReportsResource {

    private static final int MOST_ROWS = 500;
    private static final int LONGEST_REASON = 1000;

    @Inject
    private Reports reports;

    @Inject
    private ReportLife life;

    @Inject
    private Templates templates;

    @Inject
    private VerifyOrder orders;

    @Inject
    private Signing signing;

    @Context
    private HttpHeaders headers;

    @Context
    private SecurityContext caller;

    /**
     * The reports in some states, of one patient or all, the newest change first.
     *
     * @param order {@code oldest} for those first that have waited longest
     */
    @GET
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public byte[] list(
            @QueryParam("state") @DefaultValue("") String states,
            @QueryParam("patient") @DefaultValue("") String patient,
            @QueryParam("template") @DefaultValue("") String template,
            @QueryParam("order") @DefaultValue("") String order,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Locale language = language();
        int most = Math.max(1, Math.min(limit, MOST_ROWS));
        var rows =
                reports.rows(States.parse(states), patient.strip(), template.strip(), order.equals("oldest"), most + 1);
        var array = JSON.createArrayBuilder();
        Map<List<String>, String> titles = new HashMap<>();
        rows.stream()
                .limit(most)
                .forEach(row -> array.add(ReportJson.row(
                        row,
                        titles.computeIfAbsent(
                                List.of(row.templateId(), row.templateVersion()),
                                key -> templates.title(key.get(0), key.get(1), language)))));
        JsonObjectBuilder counts = JSON.createObjectBuilder();
        reports.counts().forEach(counts::add);
        return JSON.createObjectBuilder()
                .add("reports", array)
                .add("counts", counts)
                .add("more", rows.size() > most)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8); // the container's own writer costs more than making the JSON
    }

    /** A report with its form, labels in the language asked for. */
    @GET
    @Path("{id: \\d+}")
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public Response get(@PathParam("id") long id, @QueryParam("form") @DefaultValue("true") boolean form) {
        Report report = reports.find(id).orElseThrow(() -> new ProblemException(Problem.notFound("report")));
        return answer(report, form);
    }

    /** Saves answers; what is not mentioned stays. */
    @PUT
    @Path("{id: \\d+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.READER)
    public Response save(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonObject body) {
        OptionalLong seen = Preconditions.required(ifMatch);
        JsonObject values = Preconditions.object(body, "values");
        return answer(life.save(id, seen, values, who()), false);
    }

    @POST
    @Path("{id: \\d+}/complete")
    @RolesAllowed(Roles.READER)
    public Response complete(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return answer(life.complete(id, Preconditions.optional(ifMatch), who()), false);
    }

    @POST
    @Path("{id: \\d+}/reopen")
    @RolesAllowed(Roles.READER)
    public Response reopen(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return answer(life.reopen(id, Preconditions.optional(ifMatch), who()), false);
    }

    /**
     * Verifies, as the person of the login: {@code {"password": "..."}} of the account; in trial mode
     * {@code {"name": "Family^Given"}}.
     */
    @POST
    @Path("{id: \\d+}/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SIGNER)
    public Response verify(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonObject body) {
        VerifyingObserver observer = orders.observer(who(), body);
        return answer(life.verify(id, Preconditions.optional(ifMatch), observer, who()), false);
    }

    @POST
    @Path("{id: \\d+}/amend")
    @RolesAllowed(Roles.SIGNER)
    public Response amend(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return answer(life.amend(id, Preconditions.optional(ifMatch), who()), false);
    }

    /** Gives an amendment up; the verified version goes on counting. */
    @POST
    @Path("{id: \\d+}/abandon")
    @RolesAllowed(Roles.SIGNER)
    public Response abandon(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return answer(life.abandon(id, Preconditions.optional(ifMatch), who()), false);
    }

    /** Withdraws: {@code {"reason": "...", "password": "..."}}, the password not in trial mode. */
    @POST
    @Path("{id: \\d+}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SIGNER)
    public Response withdraw(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonObject body) {
        String reason = Preconditions.text(body, "reason", LONGEST_REASON);
        signing.prove(who(), body);
        return answer(life.withdraw(id, Preconditions.optional(ifMatch), reason, who()), false);
    }

    private Response answer(Report report, boolean form) {
        Locale language = language();
        Optional<Template> template = templates.template(report.templateId(), report.templateVersion());
        String title = templates.title(report.templateId(), report.templateVersion(), language);
        Chain chain = reports.chain(report);
        JsonObjectBuilder json =
                ReportJson.full(report, template, title, chain.versions(), chain.states(), this::mayDo);
        json.add("fromElsewhere", ReportJson.notes(reports.foreign(report.id())));
        String text = json.build().toString();
        return Response.ok(template.filter(present -> form)
                        .map(present -> withForm(text, templates.form(present, language)))
                        .orElse(text)
                        .getBytes(StandardCharsets.UTF_8))
                .header(HttpHeaders.ETAG, ReportJson.etag(report))
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }

    /** The form is most of the answer and the same for many reports: it is put in as it was written before. */
    private static String withForm(String report, String form) {
        return report.substring(0, report.length() - 1) + ",\"form\":" + form + "}";
    }

    private boolean mayDo(Action action) {
        return switch (action) {
            case SAVE, REDRAFT, COMPLETE, REOPEN -> caller.isUserInRole(Roles.READER);
            case VERIFY, AMEND, ABANDON, WITHDRAW -> caller.isUserInRole(Roles.SIGNER);
        };
    }

    private Locale language() {
        return templates.language(headers.getAcceptableLanguages());
    }

    private String who() {
        return caller.getUserPrincipal().getName();
    }
}
