package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.app.RunningService;
import org.confluens.bench.EmbeddedPasswordFile;
import org.confluens.delivery.send.TestPacs;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.Browser;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * Somebody who can write to the database, and knows how to take its trigger away, changes reports while the service is
 * stopped. Every change is told on the page, in the health document and in the log, and what was changed is used nowhere.
 */
@NeedsPeer({Browser.CHROMIUM, Browser.DRIVER})
class TamperedReportsIT {

    /** Each change by what it is called, with {@code %1$d} for the report and {@code %2$d} for another one. */
    private static final Map<String, String> CHANGES = changes();

    /** Where the verified version itself is whole, and so is what lets it count. */
    private static final Set<String> STILL_COUNTED =
            Set.of("a version in the middle gone", "the stage of a version", "the answers of the report");

    @TempDir
    private static Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final int pacsPort = PeerProgram.freePort();
    private final URI address = URI.create("http://127.0.0.1:" + httpPort);
    private final ReadingRoom room = ReadingRoom.of(address, dicomPort, "nobody", "none");
    private final Path data = folder.resolve("data");

    private static Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(
                "bytes of the verified document",
                "update report_version set document = (select document from report_version where report_id = %1$d"
                        + " and number = 2) where report_id = %1$d and number = 3");
        changes.put(
                "two versions exchanged",
                "update report_version set number = 5 - number where report_id = %1$d and number in (2, 3)");
        changes.put("a version in the middle gone", "delete from report_version where report_id = %1$d and number = 2");
        changes.put(
                "a version in the middle gone with its seal",
                "delete from report_version where report_id = %1$d and number = 2;"
                        + "delete from report_version_seal where report_id = %1$d and number = 2");
        changes.put("the last version gone", "delete from report_version where report_id = %1$d and number = 3");
        changes.put(
                "a row of another report, with its seal",
                "delete from report_version where report_id = %1$d and number = 3;"
                        + "delete from report_version_seal where report_id = %1$d and number = 3;"
                        + "update report_version_seal set report_id = %1$d where report_id = %2$d and number = 3;"
                        + "update report_version set report_id = %1$d where report_id = %2$d and number = 3");
        changes.put(
                "the stage of a version",
                "update report_version set stage = 'VERIFIED' where report_id = %1$d and number = 2");
        changes.put("which version counts", "update report set verified_version = 2 where id = %1$d");
        changes.put("the state of the report", "update report set state = 'COMPLETED' where id = %1$d");
        changes.put("the patient of the report", "update report set patient_id = 'OTHER' where id = %1$d");
        changes.put("the name of the patient", "update report set patient_name = 'ELSE^ELLA' where id = %1$d");
        changes.put("the date of the images", "update report set study_date = '19990101' where id = %1$d");
        changes.put("the answers of the report", "update report set form_values = '{}' where id = %1$d");
        changes.put("who verified", "update report_version set verified_by = 'ELSE^ELLA' where report_id = %1$d");
        changes.put("a seal gone", "delete from report_version_seal where report_id = %1$d and number = 3");
        changes.put("the seal of the state gone", "update report set state_seal = null where id = %1$d");
        return changes;
    }

    @Test
    void tellsEveryChangeAndUsesNothingThatWasChanged() throws Exception {
        try (TestPacs pacs = new TestPacs("PACS", pacsPort)) {
            assertThat(pacs).isNotNull();
            tamperAndLook();
        }
    }

    private void tamperAndLook() throws Exception {
        List<Long> reports = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        try (RunningService service = start()) {
            for (int i = 0; i < CHANGES.size() + 2; i++) {
                String study = Uids.create();
                patients.add("T" + Math.abs(study.hashCode()));
                reports.add(verified(study, patients.get(i)));
            }
            assertThat(room.report(reports.get(0)).json().getJsonArray("broken"))
                    .isEmpty();
            assertThat(health()).contains("\"sealed-versions\"").doesNotContain("DOWN");
            service.terminate();
        }
        long donor = reports.get(CHANGES.size());
        long untouched = reports.get(CHANGES.size() + 1);
        tamper(reports, donor);

        try (RunningService service = start()) {
            assertThat(service.said()).contains("ready");
            List<String> names = List.copyOf(CHANGES.keySet());
            for (int i = 0; i < names.size(); i++) {
                assertNotCounted(names.get(i), patients.get(i));
                assertTold(names.get(i), reports.get(i));
            }
            assertThat(room.report(untouched).json().getJsonArray("broken")).isEmpty();
            assertThat(room.post("reports/" + untouched + "/amend", "{}").status())
                    .isEqualTo(200);

            assertThat(status("/health/ready")).isEqualTo(200);
            assertThat(health())
                    .contains(reports.stream()
                            .limit(names.size())
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
            assertPageTells(reports.get(0));
            assertThat(resent(reports.get(0))).contains("not sent: version 3 of report " + reports.get(0));
            String log = Files.readString(data.resolve("confluens.log"));
            for (long report : reports.subList(0, names.size())) {
                assertThat(log).contains("of report " + report + " is not as it was written");
            }
            assertThat(log.split("version 3 of report " + reports.get(0) + " is not as it was written", -1))
                    .as("once a version")
                    .hasSize(2);
            assertThat(room.post("reports/" + reports.get(0) + "/withdraw", "{\"reason\": \"tampered with\"}")
                            .json()
                            .getString("state"))
                    .isEqualTo("WITHDRAWN");
        }
    }

    private void assertTold(String change, long id) {
        JsonObject report = room.report(id).json();
        JsonArray broken = report.getJsonArray("broken");
        assertThat(broken).as(change).isNotEmpty();
        assertThat(report.getJsonArray("actions").toString()).as(change).isIn("[]", "[\"withdraw\"]");
        for (String act : List.of("amend", "reopen", "abandon")) {
            assertThat(room.post("reports/" + id + "/" + act, "{}").status())
                    .as(change)
                    .isEqualTo(409);
        }
        assertThat(room.verify(id, "SENIOR^SAM").status()).as(change).isEqualTo(409);
        for (JsonObject one : broken.getValuesAs(JsonObject.class)) {
            if (one.containsKey("version") && !one.getString("seal").equals("MISSING")) {
                assertThat(room.get("reports/" + id + "/document?version=" + one.getInt("version"))
                                .status())
                        .as(change)
                        .isIn(409, 406);
            }
        }
    }

    private void assertNotCounted(String change, String patient) {
        JsonArray counted = room.get("patients/concordance?id=" + patient + "&issuer=TEST")
                .json()
                .getJsonArray("reports");
        assertThat(counted).as(change).hasSize(STILL_COUNTED.contains(change) ? 1 : 0);
    }

    private void assertPageTells(long id) {
        for (String language : List.of("en", "de", "fr", "it")) {
            try (Browser browser = Browser.open(address, language)) {
                browser.go("/report.html?id=" + id);
                String told = browser.find(By.id("tampered")).getText();
                assertThat(told)
                        .contains(
                                switch (language) {
                                    case "de" -> "nicht mehr so, wie er geschrieben wurde";
                                    case "fr" -> "plus tel qu’il a été écrit";
                                    case "it" -> "non è più come è stato scritto";
                                    default -> "not as it was written";
                                });
            }
        }
    }

    /** What comes of sending the verified document once more. */
    private String resent(long id) {
        long delivery = delivery(id).orElseThrow().getJsonNumber("id").longValue();
        assertThat(room.post("deliveries/" + delivery + "/resend", "{}").status())
                .isEqualTo(202);
        return ReadingRoom.await(() ->
                delivery(id).map(one -> one.getString("problem")).filter(problem -> problem.startsWith("not sent")));
    }

    private Optional<JsonObject> delivery(long report) {
        return deliveries()
                .filter(one -> one.getString("reference").equals("report " + report + " version 3"))
                .findFirst();
    }

    private Stream<JsonObject> deliveries() {
        try (JsonReader reader = Json.createReader(
                new ByteArrayInputStream(room.get("deliveries?limit=500").body()))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream();
        }
    }

    private void tamper(List<Long> reports, long donor) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + data.resolve("confluens")
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                        "confluens",
                        EmbeddedPasswordFile.in(data));
                Statement statement = connection.createStatement()) {
            statement.execute("drop trigger report_version_sealed");
            statement.execute("set referential_integrity false");
            List<String> sql = List.copyOf(CHANGES.values());
            for (int i = 0; i < sql.size(); i++) {
                for (String one : sql.get(i).formatted(reports.get(i), donor).split(";")) {
                    statement.executeUpdate(one);
                }
            }
        }
    }

    private long verified(String study, String patient) throws IOException {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");
        assertThat(room.verify(id, "READER^RITA").status()).isEqualTo(200);
        return id;
    }

    private RunningService start() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("CONFLUENS_DICOM_PORT", String.valueOf(dicomPort));
        settings.put("CONFLUENS_HTTP_PORT", String.valueOf(httpPort));
        settings.put("CONFLUENS_DATA_DIR", data.toString());
        settings.put("CONFLUENS_STUDY_STABLE_AFTER", "200ms");
        settings.put("CONFLUENS_INTAKE_FREE_SPACE", "64");
        settings.put("CONFLUENS_PACS", "PACS@127.0.0.1:" + pacsPort);
        return RunningService.start(settings, folder);
    }

    private String health() throws IOException, InterruptedException {
        return send("/health").body();
    }

    private int status(String path) throws IOException, InterruptedException {
        return send(path).statusCode();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
