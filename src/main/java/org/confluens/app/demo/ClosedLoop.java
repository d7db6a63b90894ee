package org.confluens.app.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;

/** The three acts: studies become drafts, signed reports raise flags and schedule, catheter studies settle them. */
final class ClosedLoop {

    private static final String SEGMENT = "IJV-L-J1";

    private final Settings settings;
    private final DemoState state;
    private final DemoPacs pacs;
    private final RestClient http;
    private final Radiologist radiologist;
    private final SampleStudies studies = new SampleStudies(LocalDateTime.now());

    ClosedLoop(Settings settings, DemoState state, DemoPacs pacs) {
        this.settings = settings;
        this.state = state;
        this.pacs = pacs;
        this.http = new RestClient("http://127.0.0.1:" + settings.integer("confluens.http.port"));
        this.radiologist = new Radiologist(http);
    }

    /** Act one: two MR venographies arrive, and each has a draft in the PACS. */
    void drafts() throws IOException {
        String run = Long.toString(System.currentTimeMillis() / 1000, 36).toUpperCase(Locale.ROOT);
        Map<String, SamplePatient> patients = new LinkedHashMap<>();
        patients.put("first", SamplePatient.withVeinThatCatheterFindsOpen(run));
        patients.put("second", SamplePatient.withVeinThatCatheterFindsNarrow(run));
        for (Map.Entry<String, SamplePatient> entry : patients.entrySet()) {
            SamplePatient patient = entry.getValue();
            step("1", "MR venography of %s, patient %s", patient.name(), patient.id());
            new Modality("MR1", settings).store(studies.mrVenography(patient));
            long stored = System.nanoTime();
            detail("%d images stored, study %s", SampleStudies.MR_SLICES, patient.mrStudy());
            String draft = Await.until(
                    "the draft in the PACS",
                    () -> pacs.reports(patient.mrStudy()).stream().findFirst());
            Duration took = Duration.ofNanos(System.nanoTime() - stored)
                    .minus(settings.duration("confluens.study.stable-after"));
            step("2", "The study is recognised, and its draft report is in the PACS");
            detail("SOP instance %s", draft);
            detail(
                    "%d ms from the last image to the draft in the PACS, less the wait of %s for stability",
                    took.toMillis(), settings.text("confluens.study.stable-after"));
            keep(draft, "draft-" + entry.getKey() + ".dcm");
            remember(entry.getKey(), patient);
        }
    }

    /** Act two: the drafts are completed and signed, the stenosis raises a flag, the flag becomes a scheduled step. */
    void confirm() throws IOException {
        for (String name : List.of("first", "second")) {
            SamplePatient patient = recall(name);
            JsonObject draft = reportOf(patient.mrStudy(), patient);
            radiologist.fill(
                    draft,
                    Map.of(SEGMENT, 75),
                    "Narrowing of 75 % of the lower left internal jugular vein. No narrowing of the other segments.");
            String signed = radiologist.sign(draft);
            awaitInPacs(signed);
            step(
                    "3",
                    "Report %d of %s is completed and verified: stenosis of %s, none elsewhere",
                    draft.getInt("id"),
                    patient.name(),
                    SEGMENT);
            detail("the signed report is in the PACS as SOP instance %s", signed);
            JsonObject flag = Await.until("the flag", () -> flag(patient));
            String outcome = concordance(patient).getString("outcome");
            require(outcome.equals("MR_ONLY"), "the concordance of " + SEGMENT + " is MR_ONLY");
            step("4", "Only MR saw it (%s): flag %d is %s", outcome, flag.getInt("id"), flag.getString("state"));
            detail("rule %s: %s", rule(flag).getString("id"), rule(flag).getString("reason"));
            JsonObject scheduled = http.post(
                            "/api/flags/" + flag.getInt("id") + "/schedule", JsonValue.EMPTY_JSON_OBJECT)
                    .asJsonObject();
            step("5", "The confirmation is approved: flag %d is %s", flag.getInt("id"), scheduled.getString("state"));
            Dataset item = worklistItem(patient);
            detail(
                    "the angiography room finds it in its worklist: accession number %s, scheduled step %s, study %s",
                    item.string(Tag.AccessionNumber, ""),
                    item.item(Tag.ScheduledProcedureStepSequence)
                            .orElse(Dataset.empty())
                            .string(Tag.ScheduledProcedureStepID, ""),
                    item.string(Tag.StudyInstanceUID, ""));
            require(new Modality("MR1", settings).worklist(patient.id(), "MR").isEmpty(), "MR finds nothing of it");
            state.put(name + ".flag", String.valueOf(flag.getInt("id")));
        }
    }

    /** Act three: catheter studies for the scheduled steps are read, and settle the flags. */
    void catheter() throws IOException {
        for (String name : List.of("first", "second")) {
            SamplePatient patient = recall(name);
            Dataset item = worklistItem(patient);
            String study = item.string(Tag.StudyInstanceUID, "");
            new Modality("XA1", settings).store(studies.catheterVenography(patient, item));
            JsonObject draft = Await.until("the catheter draft", () -> radiologist.report(study, patient.id()));
            step(
                    "6",
                    "Catheter venography of %s: draft report %d lists what to confirm",
                    patient.name(),
                    draft.getInt("id"));
            require(asksFor(draft, SEGMENT), "the catheter draft lists " + SEGMENT);
            boolean narrow = patient.narrowOnCatheter();
            radiologist.fill(
                    draft,
                    narrow ? Map.of(SEGMENT, 70) : Map.of(),
                    narrow
                            ? "Narrowing of 70 % of the lower left internal jugular vein."
                            : "No narrowing of the internal jugular veins.");
            awaitInPacs(radiologist.sign(draft));
            detail("verified: %s at %s", narrow ? "stenosis" : "no stenosis", SEGMENT);
            settled(patient, state.get(name + ".flag"), narrow ? "CONFIRMED" : "NOT_REPRODUCED");
        }
    }

    private void settled(SamplePatient patient, String flagId, String outcome) throws IOException {
        JsonObject flag = Await.until(
                "flag " + flagId + " to be resolved",
                () -> Optional.of(http.get("/api/flags/" + flagId).asJsonObject())
                        .filter(f -> f.getString("state").equals("RESOLVED")));
        require(flag.getString("outcome").equals(outcome), "flag " + flagId + " is resolved as " + outcome);
        detail("flag %s is resolved: %s", flagId, outcome);
        JsonObject segment = concordance(patient);
        require(segment.getString("outcome").equals(outcome), "the concordance of " + SEGMENT + " is " + outcome);
        JsonObject verdicts = segment.getJsonObject("verdicts");
        detail(
                "concordance of %s: MRV %s, catheter %s, outcome %s by rule %s",
                SEGMENT,
                verdicts.getJsonObject("MRV").getString("verdict"),
                verdicts.getJsonObject("CATHETER").getString("verdict"),
                segment.getString("outcome"),
                rule(segment).getString("id"));
        detail("look it up: GET /api/patients/concordance?id=%s", patient.id());
    }

    /** What the modalities say of the segment, and the outcome. */
    private JsonObject concordance(SamplePatient patient) throws IOException {
        JsonObject concordance =
                http.get("/api/patients/concordance?id=" + patient.id()).asJsonObject();
        return concordance.getJsonArray("segments").getValuesAs(JsonObject.class).stream()
                .filter(s -> s.getJsonObject("segment").getString("id").equals(SEGMENT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the concordance lacks " + SEGMENT));
    }

    private Dataset worklistItem(SamplePatient patient) throws IOException {
        List<Dataset> items = new Modality("XA1", settings).worklist(patient.id(), "XA");
        require(items.size() == 1, "the angiography room finds exactly one scheduled step of " + patient.id());
        return items.get(0);
    }

    private Optional<JsonObject> flag(SamplePatient patient) throws IOException {
        return http.get("/api/flags").asJsonObject().getJsonArray("flags").getValuesAs(JsonObject.class).stream()
                .filter(flag -> flag.getJsonObject("patient").getString("id").equals(patient.id()))
                .findFirst();
    }

    private JsonObject reportOf(String study, SamplePatient patient) throws IOException {
        return Await.until("the report of study " + study, () -> radiologist.report(study, patient.id()));
    }

    private static boolean asksFor(JsonObject draft, String segment) {
        return draft.getJsonObject("values").entrySet().stream()
                .filter(field -> field.getKey().startsWith("segments-to-confirm"))
                .anyMatch(field ->
                        field.getValue().asJsonObject().getJsonArray("values").contains(Json.createValue(segment)));
    }

    private static JsonObject rule(JsonObject of) {
        return of.getJsonObject("rule");
    }

    private void awaitInPacs(String sopInstanceUid) throws IOException {
        Await.until("the signed report in the PACS", () -> pacs.instance(sopInstanceUid));
    }

    private void keep(String sopInstanceUid, String fileName) throws IOException {
        Part10 file = Await.until("the draft in the PACS", () -> pacs.instance(sopInstanceUid));
        try (OutputStream out = Files.newOutputStream(state.sibling(fileName))) {
            file.write(out);
        }
    }

    private void remember(String name, SamplePatient patient) throws IOException {
        state.put(name + ".patient", patient.id());
        state.put(name + ".name", patient.name());
        state.put(name + ".birthDate", patient.birthDate());
        state.put(name + ".sex", patient.sex());
        state.put(name + ".study", patient.mrStudy());
        state.put(name + ".narrow", String.valueOf(patient.narrowOnCatheter()));
    }

    private SamplePatient recall(String name) {
        return new SamplePatient(
                state.get(name + ".name"),
                state.get(name + ".patient"),
                state.get(name + ".birthDate"),
                state.get(name + ".sex"),
                Boolean.parseBoolean(state.get(name + ".narrow")),
                state.get(name + ".study"));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("this does not hold: " + what);
        }
    }

    private static void step(String number, String text, Object... values) {
        System.out.printf("%n%s. %s%n", number, text.formatted(values));
    }

    private static void detail(String text, Object... values) {
        System.out.println("   " + text.formatted(values));
    }
}
