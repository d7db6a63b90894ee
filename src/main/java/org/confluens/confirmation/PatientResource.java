package org.confluens.confirmation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.confluens.concordance.Wording;
import org.confluens.finding.ReportFindings;
import org.confluens.patient.Patient;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.security.Roles;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * What all modalities together say about a patient's veins. A Patient ID can hold {@code /}, {@code ;}, {@code %} and
 * letters of any script, so it is a parameter; in the path it is possible only where its characters are plain.
 */
@Path("patients")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PatientResource {

    @Inject
    private PatientComparison comparison;

    @Inject
    private ComparisonStore store;

    @Inject
    private Patients patients;

    @Inject
    private FlagBook flags;

    @Inject
    private FlagJson flagJson;

    @Inject
    private ConcordanceJson json;

    @Context
    private HttpHeaders headers;

    /** Segments by examinations, with verdicts, outcome, rule and evidence. */
    @GET
    @Path("concordance")
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public JsonObject concordance(
            @QueryParam("id") @DefaultValue("") String id, @QueryParam("issuer") Optional<String> issuer) {
        if (id.isBlank()) {
            throw new ProblemException(Problem.invalid(
                    "id", "required", "No patient is named", "Add the parameter id with the Patient ID"));
        }
        return told(id, issuer);
    }

    /** The same of a patient whose ID has plain characters only. */
    @GET
    @Path("{id}/concordance")
    @Transactional
    @RolesAllowed(Roles.VIEWER)
    public JsonObject concordanceByPath(@PathParam("id") String id, @QueryParam("issuer") Optional<String> issuer) {
        return told(id, issuer);
    }

    private JsonObject told(String id, Optional<String> issuer) {
        PatientKey patient = patient(id, issuer.filter(text -> !text.isBlank()));
        List<Flag> known = flags.of(patient);
        List<ReportFindings> findings = comparison.reports(patient);
        JsonArrayBuilder segments = Json.createArrayBuilder();
        Wording wording = Wording.in(headers.getAcceptableLanguages().get(0));
        comparison.compare(findings).forEach(segment -> segments.add(json.of(segment, known, wording)));
        JsonArrayBuilder reports = Json.createArrayBuilder();
        findings.forEach(report -> reports.add(ConcordanceJson.report(report)));
        return Json.createObjectBuilder()
                .add("patient", flagJson.patient(patient))
                .add("windowDays", comparison.window().getDays())
                .add("reports", reports)
                .add("segments", segments)
                .build();
    }

    /** The issuer may be left out where only one is known for the Patient ID. */
    private PatientKey patient(String id, Optional<String> issuer) {
        PatientKey given = new PatientKey(id, issuer.orElse(""));
        Optional<PatientKey> exact = patients.patient(given).map(Patient::key);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<PatientKey> known = issuer.isPresent()
                ? List.of()
                : store.known(id).stream()
                        .filter(PatientKey::identified)
                        .map(key -> patients.patient(key).map(Patient::key).orElse(key))
                        .distinct()
                        .toList();
        if (known.size() > 1) {
            throw new ProblemException(Problem.invalid(
                    "issuer",
                    "issuer-needed",
                    "Several patients have this Patient ID",
                    "Add the parameter issuer with the Issuer of Patient ID"));
        }
        return known.stream().findFirst().orElseThrow(() -> new ProblemException(Problem.notFound("patient")));
    }
}
