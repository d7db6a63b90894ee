package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/** What a modality and a radiologist do with the running service: store images over DICOM, work on reports over HTTP. */
public final class ReadingRoom {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final int dicomPort;
    private final String title;
    private final Optional<String> login;

    public ReadingRoom(URI address) {
        this(address, Integer.getInteger("it.dicom.port"), "PACS", Optional.empty());
        awaitOpenDoors();
    }

    /** The service opens for images shortly after it is deployed. */
    private void awaitOpenDoors() {
        HttpRequest ready =
                HttpRequest.newBuilder(address.resolve("/health/ready")).build();
        await(() -> Optional.of(send(ready).status()).filter(status -> status == 200));
    }

    private ReadingRoom(URI address, int dicomPort, String title, Optional<String> login) {
        this.address = address;
        this.dicomPort = dicomPort;
        this.title = title;
        this.login = login;
    }

    /** The room of a service that asks for a login. */
    static ReadingRoom of(URI address, int dicomPort, String user, String password) {
        String pair = user + ":" + password;
        return new ReadingRoom(
                address,
                dicomPort,
                "PACS",
                Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    }

    /** The same room, which stores by another AE title. */
    ReadingRoom calling(String otherTitle) {
        return new ReadingRoom(address, dicomPort, otherTitle, login);
    }

    /** An answer of the REST API. */
    public record Answer(int status, String etag, byte[] body) {

        public JsonObject json() {
            try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
                return reader.readObject();
            }
        }

        List<String> rules() {
            return json().getJsonArray("problems").getValuesAs(JsonObject.class).stream()
                    .map(problem -> problem.getString("field") + " " + problem.getString("rule"))
                    .toList();
        }
    }

    // ───────────── the modality ─────────────

    void store(Dataset... objects) throws IOException {
        storeAs(UID.ExplicitVRLittleEndian, objects);
    }

    /** Stores in a transfer syntax of the sender's choice. */
    void storeAs(String syntax, Dataset... objects) throws IOException {
        RemoteAe us = new RemoteAe("CONFLUENS", "127.0.0.1", dicomPort);
        List<PresentationRequest> contexts = Arrays.stream(objects)
                .map(object -> object.string(Tag.SOPClassUID, ""))
                .distinct()
                .map(uid -> PresentationRequest.of(uid, syntax))
                .toList();
        try (ClientAssociation association = DimseClient.open(title, us, contexts, ClientOptions.defaults())) {
            for (Dataset object : objects) {
                assertThat(association.store(object).status().code()).isZero();
            }
        }
    }

    /** An image of an MR venography. */
    static Dataset image(String study, String patient, int number) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, study + ".1." + number)
                .put(Tag.StudyDate, "20260301")
                .put(Tag.StudyTime, "095500")
                .put(Tag.AccessionNumber, "A1")
                .put(Tag.Modality, "MR")
                .put(Tag.StudyDescription, "MR venography of the neck")
                .put(Tag.SeriesDescription, "2D TOF")
                .put(Tag.BodyPartExamined, "NECK")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, patient)
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientBirthDate, "19750101")
                .put(Tag.PatientSex, "F")
                .put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, study + ".1")
                .putInt(Tag.InstanceNumber, number)
                .putBytes(Tag.PixelData, VR.OW, new byte[64])
                .build();
    }

    // ───────────── the radiologist ─────────────

    Answer call(String method, String path, String accept, Optional<String> etag, Optional<String> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve("/api/" + path)).header("Accept", accept);
        login.ifPresent(pair -> request.header("Authorization", pair));
        etag.ifPresent(tag -> request.header("If-Match", tag));
        body.ifPresent(text -> request.header("Content-Type", "application/json"));
        request.method(
                method, body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        return send(request.build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    answer.statusCode(), answer.headers().firstValue("ETag").orElse(""), answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path) {
        return call("GET", path, "application/json", Optional.empty(), Optional.empty());
    }

    Answer put(long report, String etag, JsonObject values) {
        String body = Json.createObjectBuilder().add("values", values).build().toString();
        return call("PUT", "reports/" + report, "application/json", Optional.of(etag), Optional.of(body));
    }

    public Answer post(String path, String body) {
        return call("POST", path, "application/json", Optional.empty(), Optional.of(body));
    }

    public Answer delete(String path) {
        return call("DELETE", path, "application/json", Optional.empty(), Optional.empty());
    }

    Answer report(long id) {
        return get("reports/" + id);
    }

    public Answer verify(long id, String name) {
        return post("reports/" + id + "/verify", "{\"name\": \"" + name + "\"}");
    }

    /** The report of a study, once it is there and in that state. */
    long await(String study, String patient, String state) {
        return await(() -> get("reports?state=" + state + "&limit=500&patient=" + patient)
                .json()
                .getJsonArray("reports")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(row ->
                        row.getJsonObject("study").getString("studyInstanceUid").equals(study))
                .map(row -> row.getJsonNumber("id").longValue())
                .findFirst());
    }

    static <T> T await(Supplier<Optional<T>> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = condition.get();
        while (found.isEmpty()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            found = condition.get();
        }
        return found.get();
    }

    /** A draft of a fresh study. */
    public long draft(String study, String patient) throws IOException {
        store(image(study, patient, 1), image(study, patient, 2));
        return await(study, patient, "DRAFT");
    }

    /** Fills in everything: proposals are confirmed, one segment is narrow, all others are not. */
    public Answer fill(long id, String narrowSegment) {
        Answer report = report(id);
        Answer saved = put(id, report.etag(), answers(report.json(), narrowSegment));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().getJsonArray("problems")).isEmpty();
        return saved;
    }

    static JsonObject answers(JsonObject report, String narrowSegment) {
        JsonObjectBuilder values = Json.createObjectBuilder()
                .add("technique/image-quality", option(item(report, "technique", "image-quality"), 1))
                .add("impression/impression-text", "Narrow " + narrowSegment);
        report.getJsonObject("values").forEach((path, field) -> {
            if (field.asJsonObject().getString("state").equals("PROPOSED")) {
                values.add(path, field.asJsonObject().get("values"));
            }
        });
        JsonObject segments = section(report, "segments");
        for (JsonObject row : segments.getJsonArray("rows").getValuesAs(JsonObject.class)) {
            if (row.getBoolean("expected") && row.getBoolean("assessable")) {
                String segment = row.getString("segment");
                boolean narrow = segment.equals(narrowSegment);
                values.add("segments/" + segment + "/assessment", "99CCSVI:ASSESSED");
                values.add("segments/" + segment + "/calibre", narrow ? "99CCSVI:CAL_FLAT" : "99CCSVI:CAL_NORMAL");
                values.add("segments/" + segment + "/stenosis", narrow ? "SCT:52101004" : "SCT:272519000");
                if (narrow) {
                    values.add("segments/" + segment + "/stenosis-percent", "70");
                }
            }
        }
        return values.build();
    }

    private static JsonObject section(JsonObject report, String id) {
        return named(report.getJsonObject("form").getJsonArray("sections"), id);
    }

    private static JsonObject item(JsonObject report, String section, String id) {
        return named(section(report, section).getJsonArray("children"), id);
    }

    private static JsonObject named(JsonArray array, String id) {
        return array.getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String option(JsonObject item, int index) {
        JsonObject option = item.getJsonArray("options").getJsonObject(index);
        return option.getString("scheme") + ":" + option.getString("code");
    }

    /** A document of the report as the service serves it. */
    Dataset document(long id, int version) throws IOException {
        Answer answer = call(
                "GET",
                "reports/" + id + "/document?version=" + version,
                "application/dicom",
                Optional.empty(),
                Optional.empty());
        assertThat(answer.status()).isEqualTo(200);
        return Part10.read(new ByteArrayInputStream(answer.body()), ReadOptions.keepEverything())
                .dataset();
    }

    static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json.replace('\'', '"')))) {
            return reader.readObject();
        }
    }
}
