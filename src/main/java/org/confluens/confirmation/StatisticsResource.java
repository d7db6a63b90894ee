package org.confluens.confirmation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.config.Settings;
import org.confluens.finding.Examination;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** How well the examinations agree, segment by segment; the reference is catheter venography unless another is named. */
@Path("statistics/agreement")
@RequestScoped
public class StatisticsResource {
    private static final String CSV = "text/csv";

    @Inject
    private AgreementQuery query;

    @Inject
    private Settings settings;

    @QueryParam("from")
    private Optional<String> from;

    @QueryParam("to")
    private Optional<String> to;

    @QueryParam("segment")
    private Optional<String> segment;

    @QueryParam("side")
    private Optional<String> side;

    @QueryParam("reader")
    private Optional<String> reader;

    @QueryParam("reference")
    private Optional<String> reference;

    @QueryParam("format")
    private Optional<String> format;

    /** JSON, or with {@code format=csv} the table to be given away. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    public Response json() {
        if (format.filter("csv"::equals).isPresent()) {
            return csv();
        }
        AgreementQuestion question = question();
        return Response.ok(AgreementJson.of(question, query.answer(question))).build();
    }

    /**
     * The table to be given away: without identities, small cells suppressed. One of some segments only has no sum, because
     * that could be held against the table of all.
     */
    @GET
    @Produces(CSV)
    @RolesAllowed(Roles.VIEWER)
    public Response csv() {
        int smallestCell = settings.integer("confluens.statistics.smallest-cell");
        AgreementQuestion question = question();
        List<AgreementResult> all = query.answer(question.ofAllSegments());
        Set<String> segments =
                query.answer(question).stream().map(AgreementResult::segment).collect(Collectors.toSet());
        boolean some = !question.equals(question.ofAllSegments());
        String table = AgreementCsv.of(
                all, smallestCell, row -> !some || !row.segment().isEmpty() && segments.contains(row.segment()));
        return Response.ok(table, CSV + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"agreement.csv\"")
                .build();
    }

    private AgreementQuestion question() {
        return new AgreementQuestion(
                reference
                        .filter(text -> !text.isBlank())
                        .map(StatisticsResource::examination)
                        .orElse(Examination.CATHETER),
                given(from).map(text -> day("from", text)),
                given(to).map(text -> day("to", text)),
                given(segment),
                given(side).map(StatisticsResource::side),
                given(reader));
    }

    private static Optional<String> given(Optional<String> parameter) {
        return parameter.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Examination examination(String name) {
        return Arrays.stream(Examination.values())
                .filter(examination -> examination.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "reference",
                        "examination",
                        "There is no such examination",
                        "Use one of " + Arrays.toString(Examination.values())));
    }

    private static String side(String side) {
        if (!side.equals("L") && !side.equals("R")) {
            throw invalid("side", "side", "There is no such side", "Use L or R");
        }
        return side;
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw invalid(field, "date", "The parameter " + field + " is no date", "Write it as 2026-03-01");
        }
    }

    private static ProblemException invalid(String field, String rule, String message, String remedy) {
        return new ProblemException(Problem.invalid(field, rule, message, remedy));
    }
}
