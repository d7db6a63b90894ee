package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.finding.Doubt;
import org.confluens.finding.Kind;
import org.confluens.finding.Lesion;
import org.confluens.finding.Verdict;
import org.confluens.sr.Code;

/** A lesion as it is kept; what is absent has no member. */
final class LesionJson {
    private LesionJson() {}

    static JsonObjectBuilder write(Lesion lesion) {
        JsonObjectBuilder json =
                JSON.createObjectBuilder().add("narrowing", lesion.narrowing().name());
        lesion.doubt().ifPresent(doubt -> json.add("doubt", doubt.name()));
        json.add(
                "kinds",
                DocumentFindingsJson.texts(lesion.kinds().stream().sorted().map(Kind::id)));
        lesion.diameterPercent().ifPresent(percent -> json.add("diameterPercent", percent));
        lesion.areaPercent().ifPresent(percent -> json.add("areaPercent", percent));
        lesion.lengthMm().ifPresent(length -> json.add("lengthMm", length));
        if (!lesion.causes().isEmpty()) {
            JsonArrayBuilder causes = JSON.createArrayBuilder();
            lesion.causes()
                    .forEach(cause -> causes.add(JSON.createObjectBuilder()
                            .add("scheme", cause.scheme())
                            .add("value", cause.value())
                            .add("meaning", cause.meaning())));
            json.add("causes", causes);
        }
        return json;
    }

    static Lesion read(JsonObject json) {
        List<Code> causes = DocumentFindingsJson.values(json, "causes").stream()
                .map(cause -> cause.asJsonObject())
                .map(cause -> new Code(cause.getString("value"), cause.getString("scheme"), cause.getString("meaning")))
                .toList();
        return new Lesion(
                Verdict.valueOf(json.getString("narrowing")),
                Optional.ofNullable(json.getJsonString("doubt"))
                        .map(JsonString::getString)
                        .map(Doubt::valueOf),
                kinds(json, "kinds"),
                number(json, "diameterPercent"),
                number(json, "areaPercent"),
                number(json, "lengthMm"),
                causes);
    }

    static Set<Kind> kinds(JsonObject json, String name) {
        return DocumentFindingsJson.values(json, name).stream()
                .map(id -> Kind.of(((JsonString) id).getString()).orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static OptionalDouble number(JsonObject json, String name) {
        return json.containsKey(name)
                ? OptionalDouble.of(json.getJsonNumber(name).doubleValue())
                : OptionalDouble.empty();
    }
}
