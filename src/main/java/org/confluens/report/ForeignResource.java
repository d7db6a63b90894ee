package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.confluens.report.ForeignDocument.Outcome;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Documents that came from elsewhere, what was done with each, and why. */
@Path("reports/foreign")
@Produces(MediaType.APPLICATION_JSON)
public class ForeignResource {

    private static final int MOST_ROWS = 500;

    @Inject
    private ForeignReports foreign;

    @GET
    public JsonObject list(@QueryParam("outcome") @DefaultValue("") String outcome) {
        var array = JSON.createArrayBuilder();
        foreign.list(parse(outcome), MOST_ROWS).forEach(document -> array.add(ReportJson.foreign(document)));
        return JSON.createObjectBuilder().add("documents", array).build();
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
