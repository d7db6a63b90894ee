package org.confluens.app.demo;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;

/** Compares what was acknowledged with what the service and its PACS have. */
final class Inventory {

    private static final List<String> REPORT_STATES = List.of("DRAFT", "IN_PROGRESS", "COMPLETED", "VERIFIED");

    private final Acknowledged acknowledged;
    private final RestClient http;
    private final DemoPacs pacs;
    private final List<String> faults = new ArrayList<>();

    Inventory(Acknowledged acknowledged, int httpPort, DemoPacs pacs) {
        this.acknowledged = acknowledged;
        this.http = new RestClient("http://127.0.0.1:" + httpPort);
        this.pacs = pacs;
    }

    /** Everything that is lost, doubled, or differs; empty if nothing is. */
    List<String> faults() throws IOException {
        Await.until("the journal to be read", () -> Optional.of(missingImages()).filter(List::isEmpty));
        for (String study : acknowledged.images.keySet()) {
            onceEach(study);
        }
        for (Map.Entry<String, SamplePatient> study : acknowledged.studies.entrySet()) {
            report(study.getKey(), study.getValue());
        }
        acknowledged.steps.forEach(this::step);
        return faults;
    }

    private List<String> missingImages() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Set<String>> study : acknowledged.images.entrySet()) {
            Set<String> lacking = new HashSet<>(study.getValue());
            lacking.removeAll(images(study.getKey()));
            missing.addAll(lacking);
        }
        return missing;
    }

    private List<String> images(String study) throws IOException {
        List<String> uids = new ArrayList<>();
        for (JsonObject series : http.get("/api/studies/" + study)
                .asJsonObject()
                .getJsonArray("series")
                .getValuesAs(JsonObject.class)) {
            if (series.getString("modality").equals("MR")) {
                series.getJsonArray("instances")
                        .getValuesAs(JsonObject.class)
                        .forEach(image -> uids.add(image.getString("sopInstanceUid")));
            }
        }
        return uids;
    }

    private void onceEach(String study) throws IOException {
        List<String> images = images(study);
        if (new HashSet<>(images).size() != images.size()) {
            faults.add("images of study " + study + " are doubled");
        }
        int counted = http.get("/api/studies/" + study).asJsonObject().getInt("instances");
        if (counted != images.size()) {
            faults.add("study " + study + " counts " + counted + " images and has " + images.size());
        }
    }

    private void report(String study, SamplePatient patient) throws IOException {
        List<JsonObject> reports = Await.until(
                "the draft of " + study, () -> Optional.of(reports(patient)).filter(found -> !found.isEmpty()));
        if (reports.size() != 1) {
            faults.add(reports.size() + " reports of study " + study);
        }
        JsonObject report = http.get("/api/reports/" + reports.get(0).getInt("id") + "?form=false")
                .asJsonObject();
        int id = report.getInt("id");
        String state = report.getString("state");
        String least = acknowledged.reports.getOrDefault(id, "DRAFT");
        if (REPORT_STATES.indexOf(state) < REPORT_STATES.indexOf(least)) {
            faults.add("report " + id + " was " + least + " and is " + state);
        }
        List<JsonObject> versions = report.getJsonArray("versions").getValuesAs(JsonObject.class);
        Set<String> uids = new HashSet<>();
        versions.forEach(version -> uids.add(version.getString("sopInstanceUid")));
        if (acknowledged.signed.containsKey(id) && !uids.contains(acknowledged.signed.get(id))) {
            faults.add("the signed document of report " + id + " is lost");
        }
        if (uids.size() != versions.size()) {
            faults.add("versions of report " + id + " share a SOP Instance UID");
        }
        delivered(study, id, versions, uids);
        flags(patient, state);
    }

    private List<JsonObject> reports(SamplePatient patient) throws IOException {
        return http.get("/api/reports?patient=" + patient.id())
                .asJsonObject()
                .getJsonArray("reports")
                .getValuesAs(JsonObject.class);
    }

    /** The PACS has the versions of the report, each as we keep it, and nothing else. */
    private void delivered(String study, int id, List<JsonObject> versions, Set<String> uids) throws IOException {
        for (JsonObject version : versions) {
            String uid = version.getString("sopInstanceUid");
            Dataset there = Await.until("version " + uid + " in the PACS", () -> pacs.instance(uid))
                    .dataset();
            byte[] file = http.bytes(
                    "/api/reports/" + id + "/document?type=application/dicom&version=" + version.getInt("number"));
            Dataset here = Part10.read(new ByteArrayInputStream(file), ReadOptions.keepEverything())
                    .dataset();
            if (!there.equals(here)) {
                faults.add("report " + id + " version " + version.getInt("number") + " differs in the PACS");
            }
        }
        List<String> inPacs = pacs.reports(study);
        if (!new HashSet<>(inPacs).equals(uids) || inPacs.size() != uids.size()) {
            faults.add("the PACS has " + inPacs + " of report " + id + " and we have " + uids);
        }
    }

    private void flags(SamplePatient patient, String reportState) throws IOException {
        long flags = http
                .get("/api/flags?patient=" + patient.id())
                .asJsonObject()
                .getJsonArray("flags")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(flag -> flag.getJsonObject("patient").getString("id").equals(patient.id()))
                .count();
        if (flags != (reportState.equals("VERIFIED") ? 1 : 0)) {
            faults.add(flags + " flags of a report that is " + reportState);
        }
    }

    private void step(String step, String state) {
        try {
            List<JsonObject> found =
                    http.get("/api/worklist?patient=P" + step).asJsonArray().getValuesAs(JsonObject.class);
            if (found.size() != 1) {
                faults.add("step " + step + " (" + state + ") is there " + found.size() + " times");
                return;
            }
            String now = found.get(0).getString("state");
            boolean holds = switch (state) {
                case "SCHEDULED" -> now.equals("SCHEDULED");
                case "BEGINNING" ->
                    List.of("SCHEDULED", "STARTED", "IN_PROGRESS").contains(now);
                case "IN_PROGRESS" ->
                    List.of("STARTED", "IN_PROGRESS", "COMPLETED").contains(now);
                case "COMPLETED" -> now.equals("COMPLETED");
                default -> false;
            };
            if (!holds) {
                faults.add("step " + step + " was " + state + " and is " + now);
            }
        } catch (IOException e) {
            faults.add("step " + step + " (" + state + "): " + e.getMessage());
        }
    }
}
