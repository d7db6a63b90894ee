package org.confluens.app.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completes and signs reports through the REST API as a form does: confirms what was proposed, answers each vein segment
 * that the examination can judge, writes an impression.
 */
final class Radiologist {

    private static final String ASSESSED = "99CCSVI:ASSESSED";
    private static final String PRESENT = "SCT:52101004";
    private static final String ABSENT = "SCT:272519000";
    private static final String FLATTENED = "99CCSVI:CAL_FLAT";
    private static final String NORMAL = "99CCSVI:CAL_NORMAL";

    /** What every template asks about the examination itself, so far as its form has the field. */
    private static final Map<String, String> EXAMINATION = Map.of(
            "technique/image-quality", "DCM:122741",
            "technique/access", "SCT:260601006",
            "technique/catheters", "99CCSVI:CATH_HEADHUNT",
            "technique/pressures-measured", "SCT:373067005",
            "technique/treated", "SCT:373067005");

    private final RestClient http;

    Radiologist(RestClient http) {
        this.http = http;
    }

    /** The report of a study in one of its states, once there is one. */
    Optional<JsonObject> report(String studyInstanceUid, String patientId) throws IOException {
        JsonObject list = http.get("/api/reports?patient=" + patientId).asJsonObject();
        for (JsonObject report : list.getJsonArray("reports").getValuesAs(JsonObject.class)) {
            if (report.getJsonObject("study").getString("studyInstanceUid").equals(studyInstanceUid)) {
                return Optional.of(
                        http.get("/api/reports/" + report.getInt("id")).asJsonObject());
            }
        }
        return Optional.empty();
    }

    /**
     * Fills the form and saves it.
     *
     * @param stenosis segments with a stenosis, with its percentage; every other segment that can be judged has none
     */
    void fill(JsonObject report, Map<String, Integer> stenosis, String impression) throws IOException {
        fill(report, stenosis, Map.of(), impression);
    }

    /**
     * Fills the form and saves it.
     *
     * @param more answers by path that go beyond, or stand instead of, what the rest of the form is filled with
     */
    void fill(JsonObject report, Map<String, Integer> stenosis, Map<String, String> more, String impression)
            throws IOException {
        JsonObjectBuilder values = Json.createObjectBuilder();
        report.getJsonObject("values").forEach((path, field) -> {
            if (field.asJsonObject().getString("state").equals("PROPOSED")) {
                values.add(path, field.asJsonObject().getJsonArray("values"));
            }
        });
        for (JsonObject section :
                report.getJsonObject("form").getJsonArray("sections").getValuesAs(JsonObject.class)) {
            examination(section, values);
            boolean calibre = names(section).contains("calibre");
            section
                    .getOrDefault("rows", JsonValue.EMPTY_JSON_ARRAY)
                    .asJsonArray()
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .filter(row -> row.getBoolean("expected") && row.getBoolean("assessable"))
                    .forEach(row -> segment(row.getString("segment"), stenosis, calibre, values));
        }
        values.add("impression/impression-text", impression);
        more.forEach(values::add);
        http.put(
                path(report),
                report.getString("etag"),
                Json.createObjectBuilder().add("values", values).build());
    }

    private static void examination(JsonObject section, JsonObjectBuilder values) {
        for (JsonObject item : section.getJsonArray("children").getValuesAs(JsonObject.class)) {
            String path = section.getString("id") + "/" + item.getString("id");
            if (EXAMINATION.containsKey(path)) {
                values.add(path, EXAMINATION.get(path));
            }
        }
    }

    private static List<String> names(JsonObject section) {
        return section.getJsonArray("children").getValuesAs(JsonObject.class).stream()
                .map(child -> child.getString("id"))
                .toList();
    }

    private static void segment(
            String segment, Map<String, Integer> stenosis, boolean calibre, JsonObjectBuilder values) {
        String path = "segments/" + segment + "/";
        if (calibre) {
            values.add(path + "calibre", stenosis.containsKey(segment) ? FLATTENED : NORMAL);
        }
        values.add(path + "assessment", ASSESSED);
        values.add(path + "stenosis", stenosis.containsKey(segment) ? PRESENT : ABSENT);
        if (stenosis.containsKey(segment)) {
            values.add(path + "stenosis-percent", stenosis.get(segment));
        }
    }

    /** Completes and verifies; tells the SOP Instance UID of the signed document. */
    String sign(JsonObject report) throws IOException {
        http.post(path(report) + "/complete", JsonValue.EMPTY_JSON_OBJECT);
        JsonObject observer =
                Json.createObjectBuilder().add("name", "READER^RITA").build();
        JsonObject signed = http.post(path(report) + "/verify", observer).asJsonObject();
        List<JsonObject> versions = signed.getJsonArray("versions").getValuesAs(JsonObject.class);
        return versions.stream()
                .filter(version -> version.containsKey("verifiedBy"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the verified report has no verified version"))
                .getString("sopInstanceUid");
    }

    private static String path(JsonObject report) {
        return "/api/reports/" + report.getInt("id");
    }
}
