package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.confluens.report.seal.SealState;
import org.confluens.template.FieldProblem;
import org.confluens.template.FormValidator;
import org.confluens.template.FormValues;
import org.confluens.template.Stage;
import org.confluens.template.Template;

/** Reports as the REST API shows them. */
final class ReportJson {

    private ReportJson() {}

    /** The entity tag of the report's present state. */
    static String etag(Report report) {
        return "\"" + report.lockVersion() + "\"";
    }

    /** What lists show. */
    static JsonObjectBuilder row(ReportRow row, String title) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("id", row.id())
                .add("state", row.state().name())
                .add("origin", row.origin().name())
                .add(
                        "template",
                        JSON.createObjectBuilder()
                                .add("id", row.templateId())
                                .add("version", row.templateVersion())
                                .add("title", title))
                .add(
                        "patient",
                        JSON.createObjectBuilder()
                                .add("id", row.patient().id())
                                .add("issuer", row.patient().issuer())
                                .add("name", row.patientName())
                                .add("birthDate", row.patientBirthDate())
                                .add("sex", row.patientSex()))
                .add(
                        "study",
                        JSON.createObjectBuilder()
                                .add("studyInstanceUid", row.studyInstanceUid())
                                .add("date", row.studyDate())
                                .add("accessionNumber", row.accessionNumber())
                                .add("description", row.description()))
                .add("editedBy", row.editedBy())
                .add("createdAt", row.createdAt().toString())
                .add("changedAt", row.changedAt().toString());
        row.lateImagesAt().ifPresent(at -> json.add("lateImagesAt", at.toString()));
        return json;
    }

    /**
     * A report with its values, what is wrong with them, what can be done, and its versions.
     *
     * @param seals how each version stands, by its number
     * @param allowed which actions the person's role allows; of a report that was tampered with only withdrawing is left
     */
    static JsonObjectBuilder full(
            Report report,
            Optional<Template> template,
            String title,
            List<VersionRow> versions,
            Map<Integer, SealState> seals,
            Predicate<Action> allowed) {
        JsonArray broken = broken(report, seals);
        Predicate<Action> possible = broken.isEmpty() ? allowed : allowed.and(Action.WITHDRAW::equals);
        FormValues values = ValuesJson.read(report.formValues());
        JsonObjectBuilder json = row(ReportRow.of(report), title)
                .add("etag", etag(report))
                .add("values", ValuesJson.write(values))
                .add("problems", problems(report, template, values))
                .add("actions", actions(report, possible))
                .add("versions", versions(report, versions, seals))
                .add("broken", broken)
                .add("links", links(report));
        report.verifiedVersion().ifPresent(number -> json.add("verifiedVersion", number));
        if (!report.withdrawnReason().isEmpty()) {
            json.add("withdrawnReason", report.withdrawnReason());
        }
        return json;
    }

    /** What a report lacks while somebody works on it; a completed one was found complete. */
    private static JsonArrayBuilder problems(Report report, Optional<Template> template, FormValues values) {
        boolean open = report.state() == ReportState.DRAFT || report.state() == ReportState.IN_PROGRESS;
        List<FieldProblem> problems = template.filter(present -> open)
                .map(present -> FormValidator.validate(present, values, Stage.COMPLETE))
                .orElse(List.of());
        JsonArrayBuilder array = JSON.createArrayBuilder();
        FormProblems.fields(problems).forEach(problem -> array.add(problem.toJson()));
        return array;
    }

    private static JsonArrayBuilder actions(Report report, Predicate<Action> allowed) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        Transitions.possible(report).stream()
                .filter(action -> action != Action.REDRAFT)
                .filter(allowed)
                .map(action -> action.name().toLowerCase(Locale.ROOT))
                .forEach(array::add);
        return array;
    }

    /** What is not as it was written: versions by their number, and the state of the report itself, which has none. */
    private static JsonArray broken(Report report, Map<Integer, SealState> seals) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        if (!report.seal().intact()) {
            array.add(JSON.createObjectBuilder().add("seal", report.seal().name()));
        }
        seals.forEach((number, seal) -> {
            if (!seal.intact()) {
                array.add(JSON.createObjectBuilder().add("version", number).add("seal", seal.name()));
            }
        });
        return array.build();
    }

    private static JsonArrayBuilder versions(Report report, List<VersionRow> versions, Map<Integer, SealState> seals) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        Set<Integer> standing = standing(report, versions);
        for (VersionRow version : versions) {
            JsonObjectBuilder json = JSON.createObjectBuilder()
                    .add("number", version.number())
                    .add("stage", version.stage().name())
                    .add("sopInstanceUid", version.sopInstanceUid())
                    .add("madeBy", version.madeBy())
                    .add("madeAt", version.madeAt().toString())
                    .add(
                            "seal",
                            seals.getOrDefault(version.number(), SealState.UNSEALED)
                                    .name())
                    .add("document", self(report) + "/document?version=" + version.number());
            if (!standing.contains(version.number())) {
                json.add("givenUp", true);
            }
            if (!version.predecessorUid().isEmpty()) {
                json.add("predecessorUid", version.predecessorUid());
            }
            if (!version.verifiedBy().isEmpty()) {
                json.add("verifiedBy", version.verifiedBy());
            }
            array.add(json);
        }
        return array;
    }

    /** The versions that lead to the one that stands now; the others belong to amendments that were given up. */
    private static Set<Integer> standing(Report report, List<VersionRow> versions) {
        Set<Integer> numbers = new HashSet<>();
        int number = report.currentVersion();
        while (number > 0 && numbers.add(number)) {
            int at = number;
            String before = versions.stream()
                    .filter(version -> version.number() == at)
                    .map(VersionRow::predecessorUid)
                    .findFirst()
                    .orElse("");
            number = versions.stream()
                    .filter(version -> version.sopInstanceUid().equals(before))
                    .mapToInt(VersionRow::number)
                    .findFirst()
                    .orElse(0);
        }
        return numbers;
    }

    private static JsonObject links(Report report) {
        return JSON.createObjectBuilder()
                .add("self", self(report))
                .add("document", self(report) + "/document")
                .add("study", "/api/studies/" + report.studyInstanceUid())
                .add("template", "/api/templates/" + report.templateId())
                .build();
    }

    private static String self(Report report) {
        return "/api/reports/" + report.id();
    }

    /** What whoever works on a report has to know of the documents from elsewhere about it. */
    static JsonArrayBuilder notes(List<ForeignDocument> documents) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        documents.forEach(document -> array.add(JSON.createObjectBuilder()
                .add("outcome", document.outcome().name())
                .add("waits", document.waits())
                .add("reason", document.reason())
                .add("callingAeTitle", document.origin().aeTitle())
                .add("arrivedAt", document.arrivedAt().toString())));
        return array;
    }

    /** One that lacks nothing but a person's word is accepted; another is tried again, which is such a word too. */
    private static List<String> actions(ForeignDocument document) {
        return List.of(document.lacks().isPresent() ? "accept" : "retry", "settle");
    }

    /** A document from elsewhere; with what can be done about it if the person may. */
    static JsonObject foreign(ForeignDocument document, boolean maySettle) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("sopInstanceUid", document.sopInstanceUid())
                .add("studyInstanceUid", document.studyInstanceUid())
                .add(
                        "patient",
                        JSON.createObjectBuilder()
                                .add("id", document.patient().id())
                                .add("issuer", document.patient().issuer()))
                .add("callingAeTitle", document.origin().aeTitle())
                .add("host", document.origin().host())
                .add("certificate", document.origin().certificate())
                .add("fingerprint", document.fingerprint())
                .add("lacks", document.lacks().map(Authority.Lack::name).orElse(""))
                .add("acceptedBy", document.acceptedBy())
                .add("title", document.title())
                .add("outcome", document.outcome().name())
                .add("reason", document.reason())
                .add("arrivedAt", document.arrivedAt().toString());
        document.reportId().ifPresent(id -> json.add("reportId", id));
        document.settledAt()
                .ifPresent(at -> json.add(
                        "settled",
                        JSON.createObjectBuilder()
                                .add("at", at.toString())
                                .add("by", document.settledBy())
                                .add("note", document.settledNote())));
        return json.add("document", "/api/reports/foreign/" + document.sopInstanceUid() + "/document")
                .add("waits", document.waits())
                .add("actions", JSON.createArrayBuilder(maySettle && document.waits() ? actions(document) : List.of()))
                .build();
    }
}
