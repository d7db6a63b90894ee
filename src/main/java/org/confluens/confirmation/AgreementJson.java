package org.confluens.confirmation;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import org.confluens.concordance.ClusteredTable;
import org.confluens.concordance.ContingencyTable;
import org.confluens.concordance.Estimate;

/** Agreement statistics as the REST interface shows them. */
final class AgreementJson {

    private AgreementJson() {}

    static JsonObject of(AgreementQuestion question, List<AgreementResult> results) {
        JsonArrayBuilder pairs = Json.createArrayBuilder();
        results.stream()
                .filter(result -> result.segment().isEmpty())
                .forEach(overall -> pairs.add(pair(overall, results)));
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("reference", question.reference().name());
        question.from().ifPresent(day -> json.add("from", day.toString()));
        question.to().ifPresent(day -> json.add("to", day.toString()));
        question.segment().ifPresent(id -> json.add("segment", id));
        question.side().ifPresent(side -> json.add("side", side));
        question.reader().ifPresent(name -> json.add("reader", name));
        return json.add("confidence", 0.95).add("pairs", pairs).build();
    }

    private static JsonObjectBuilder pair(AgreementResult overall, List<AgreementResult> results) {
        JsonArrayBuilder segments = Json.createArrayBuilder();
        results.stream()
                .filter(result ->
                        result.test() == overall.test() && !result.segment().isEmpty())
                .filter(result -> result.table().table().total() > 0)
                .forEach(result -> segments.add(numbers(result).add("segment", result.segment())));
        return numbers(overall)
                .add("test", overall.test().name())
                .add("byPatient", clustered(overall.table()))
                .add("segments", segments);
    }

    private static JsonObjectBuilder numbers(AgreementResult result) {
        ContingencyTable table = result.table().table();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("patients", result.table().patients())
                .add("compared", table.total())
                .add("testUndecided", result.testUndecided())
                .add("referenceUndecided", result.referenceUndecided())
                .add(
                        "table",
                        Json.createObjectBuilder()
                                .add("bothPositive", table.bothPositive())
                                .add("testOnly", table.testOnly())
                                .add("referenceOnly", table.referenceOnly())
                                .add("bothNegative", table.bothNegative()));
        add(json, "sensitivity", table.sensitivity());
        add(json, "specificity", table.specificity());
        add(json, "positivePredictiveValue", table.positivePredictiveValue());
        add(json, "negativePredictiveValue", table.negativePredictiveValue());
        add(json, "agreement", table.agreement());
        add(json, "kappa", table.kappa());
        return json;
    }

    private static JsonObjectBuilder clustered(ClusteredTable table) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        add(json, "sensitivity", table.sensitivity());
        add(json, "specificity", table.specificity());
        add(json, "positivePredictiveValue", table.positivePredictiveValue());
        add(json, "negativePredictiveValue", table.negativePredictiveValue());
        add(json, "agreement", table.agreement());
        add(json, "kappa", table.kappa());
        return json;
    }

    private static void add(JsonObjectBuilder json, String name, Optional<Estimate> estimate) {
        estimate.ifPresent(e -> json.add(
                name,
                Json.createObjectBuilder()
                        .add("value", e.value())
                        .add("low", e.interval().low())
                        .add("high", e.interval().high())));
    }
}
