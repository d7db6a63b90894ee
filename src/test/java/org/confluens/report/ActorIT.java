package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.report.ReadingRoom.object;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.confluens.app.RunningService;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DicomJson;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.PeerProgram;
import org.confluens.report.ReadingRoom.Answer;
import org.confluens.security.PasswordHash;
import org.confluens.security.UserFiles;
import org.confluens.sr.Code;
import org.confluens.sr.DocumentState;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrException;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.confluens.sr.StudyReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever logs in acts under that account's name, whatever name a request brings in whichever field. */
class ActorIT {

    private static final String PASSWORD = "correct horse";
    private static final String OTHER = "SOMEBODY^ELSE";

    /** Every name under which an API has ever taken a person, or might. */
    private static final List<String> FIELDS = List.of(
            "by",
            "name",
            "who",
            "user",
            "actor",
            "account",
            "observer",
            "observers",
            "person",
            "signer",
            "signatory",
            "signsAs",
            "organization",
            "organisation",
            "madeBy",
            "editedBy",
            "verifiedBy",
            "settledBy",
            "startedBy",
            "dismissedBy",
            "scheduledBy",
            "verifyingObserver");

    @TempDir
    private static Path folder;

    private static final int DICOM_PORT = PeerProgram.freePort();
    private static final int HTTP_PORT = PeerProgram.freePort();
    private static RunningService service;

    private final String study = Uids.create();
    private final String patient = "W" + Math.abs(study.hashCode());
    private ReadingRoom rita;

    @BeforeAll
    static void start() throws IOException {
        String hash = PasswordHash.of(PASSWORD.toCharArray()).toString();
        String users = "rita:admin:" + hash + ":READER^RITA:TEST HOSPITAL:4711:99TEST:Reader, Rita\n" + "sam:signer:"
                + hash + ":SENIOR^SAM:TEST HOSPITAL\n" + "noname:signer:" + hash + "\n"
                + "gus:signer:" + hash + ":GUESSED^GUS:TEST HOSPITAL\n";
        service = RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT", String.valueOf(DICOM_PORT),
                        "CONFLUENS_HTTP_PORT", String.valueOf(HTTP_PORT),
                        "CONFLUENS_DATA_DIR", folder.resolve("data").toString(),
                        "CONFLUENS_STUDY_STABLE_AFTER", "200ms",
                        "CONFLUENS_INTAKE_FREE_SPACE", "64",
                        "CONFLUENS_SECURITY_USERS", UserFiles.write(folder, users)),
                folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void logIn() {
        rita = room("rita");
    }

    @Test
    void everyActOnAReportIsTheLoginsWhateverNameTheRequestBrings() throws IOException {
        long id = rita.draft(study, patient);

        JsonObjectBuilder values = Json.createObjectBuilder(named("values", "{}"));
        values.add("values", ReadingRoom.answers(rita.report(id).json(), "IJV-L-J1"));
        assertActor(
                "rita",
                rita.call(
                        "PUT",
                        "reports/" + id + query(),
                        "application/json",
                        Optional.of("*"),
                        Optional.of(values.build().toString())));
        for (String act : List.of("complete", "reopen", "complete", "verify", "amend", "abandon", "amend")) {
            assertActor("rita", act(rita, "reports/" + id + "/" + act));
        }
        act(rita, "reports/" + id + "/complete");
        act(rita, "reports/" + id + "/verify");
        assertActor("sam", act(room("sam"), "reports/" + id + "/verify"));
        JsonObject withdrawn = assertActor("rita", act(rita, "reports/" + id + "/withdraw"));

        for (JsonObject version : withdrawn.getJsonArray("versions").getValuesAs(JsonObject.class)) {
            Dataset document = rita.document(id, version.getInt("number"));
            assertThat(DicomJson.write(document)).doesNotContainIgnoringCase("somebody");
            assertThat(version.getString("madeBy")).isIn("Confluens", "rita", "sam");
        }
        SrDocument last = SrReader.read(
                        rita.document(id, withdrawn.getJsonArray("versions").size()))
                .document();
        assertThat(last.state().verifyingObservers()).hasSize(2);
        assertThat(last.state().verifyingObservers().get(0).name()).isEqualTo(PersonName.of("READER", "RITA"));
        assertThat(last.state().verifyingObservers().get(0).organization()).isEqualTo("TEST HOSPITAL");
        assertThat(last.state().verifyingObservers().get(0).identification())
                .contains(new Code("4711", "99TEST", "Reader, Rita"));
        assertThat(last.state().verifyingObservers().get(1).name()).isEqualTo(PersonName.of("SENIOR", "SAM"));
    }

    @Test
    void everyActOnAFlagIsTheLogins() throws IOException {
        long id = rita.draft(study, patient);
        rita.fill(id, "IJV-L-J1");
        rita.post("reports/" + id + "/complete", "{}");
        assertThat(act(rita, "reports/" + id + "/verify").status()).isEqualTo(200);
        long flag = ReadingRoom.await(() ->
                rita.get("flags?patient=" + patient).json().getJsonArray("flags").getValuesAs(JsonObject.class).stream()
                        .map(one -> one.getJsonNumber("id").longValue())
                        .findFirst());

        for (String act : List.of("schedule", "unschedule", "schedule", "unschedule", "dismiss")) {
            Answer answer = act(rita, "flags/" + flag + "/" + act);
            assertThat(answer.status()).as(act).isEqualTo(200);
            assertThat(answer.json().toString()).as(act).contains("\"rita\"").doesNotContainIgnoringCase("somebody");
        }
        assertThat(rita.get("flags/" + flag).json().getJsonObject("settled").getString("by"))
                .isEqualTo("rita");
    }

    @Test
    void whoSettlesADocumentFromElsewhereOrBeginsARunIsTheLogin() throws IOException, SrException {
        long id = rita.draft(study, patient);
        SrDocument draft = SrReader.read(rita.document(id, 1)).document();
        rita.fill(id, "IJV-L-J1");
        SrDocument outdated = draft.toBuilder()
                .sopInstance(Uids.create())
                .predecessors(StudyReference.group(List.of(draft.asMember())))
                .state(DocumentState.DRAFT)
                .build();
        rita.store(SrWriter.write(outdated));
        String path = "reports/foreign/" + outdated.sopInstanceUid();
        ReadingRoom.await(() -> Optional.of(
                        rita.get("reports/foreign?outcome=SET_ASIDE").json().toString())
                .filter(list -> list.contains(outdated.sopInstanceUid())));

        Answer settled = act(rita, path + "/settle");

        assertThat(settled.status()).isEqualTo(200);
        assertThat(settled.json().getJsonObject("settled").getString("by")).isEqualTo("rita");
        Answer run = act(rita, "concordance/runs");
        assertThat(run.status()).isEqualTo(202);
        assertThat(run.json().getString("startedBy")).isNotEqualTo(OTHER);
    }

    @Test
    void nothingIsSignedOrTakenBackWithoutThePasswordOrByAnAccountWithoutAName() throws IOException {
        long id = rita.draft(study, patient);
        rita.fill(id, "IJV-L-J1");
        rita.post("reports/" + id + "/complete", "{}");
        String reason = "'reason': 'wrong patient'";

        for (String act : List.of("verify", "withdraw")) {
            String path = "reports/" + id + "/" + act;
            assertRefused(rita.post(path, object("{" + reason + "}").toString()), 400, "password");
            assertRefused(body(rita, path, "{'password': '', " + reason + "}"), 400, "password");
            assertRefused(body(rita, path, "{'password': 7, " + reason + "}"), 400, "password");
            assertRefused(body(rita, path, "{'password': 'wrong', " + reason + "}"), 403, "password-wrong");
            assertRefused(
                    body(rita, path, "{'password': '" + "x".repeat(4000) + "', " + reason + "}"), 403, "password");
            assertRefused(
                    body(room("noname"), path, "{'password': '" + PASSWORD + "', " + reason + "}"),
                    403,
                    "no-name-to-sign");
        }

        assertThat(rita.report(id).json().getString("state")).isEqualTo("COMPLETED");
        assertThat(room("noname").post("reports/" + id + "/reopen", "{}").status())
                .isEqualTo(200);
        assertThat(room("noname").get("session").json().containsKey("signsAs")).isFalse();
        assertThat(rita.get("session").json().getJsonObject("signsAs").getString("name"))
                .isEqualTo("READER^RITA");
    }

    @Test
    void guessesOfAPasswordInASessionAreSlowAfterAFew() throws IOException {
        long id = rita.draft(study, patient);
        rita.fill(id, "IJV-L-J1");
        rita.post("reports/" + id + "/complete", "{}");

        List<Integer> answers = IntStream.range(0, 20)
                .mapToObj(i -> body(room("gus"), "reports/" + id + "/verify", "{'password': 'guess" + i + "'}")
                        .status())
                .toList();

        assertThat(answers).startsWith(403).endsWith(429);
        assertThat(Collections.frequency(answers, 403)).isBetween(10, 12);
        assertThat(rita.report(id).json().getString("state")).isEqualTo("COMPLETED");
    }

    private static void assertRefused(Answer answer, int status, String words) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().toString()).contains(words).doesNotContain(PASSWORD);
    }

    private static JsonObject assertActor(String account, Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(answer.json().getString("editedBy")).isEqualTo(account);
        assertThat(answer.json().toString()).doesNotContainIgnoringCase("somebody");
        return answer.json();
    }

    private static Answer act(ReadingRoom room, String path) {
        return room.post(path + query(), named("password", "'" + PASSWORD + "'").toString());
    }

    private static Answer body(ReadingRoom room, String path, String body) {
        return room.post(path, object(body).toString());
    }

    /** Another's name in every field; the code of another too. */
    private static JsonObject named(String member, String value) {
        JsonObjectBuilder body = Json.createObjectBuilder();
        FIELDS.forEach(field -> body.add(field, OTHER));
        body.add("identification", object("{'code': '1', 'scheme': '99TEST', 'meaning': 'SOMEBODY ELSE'}"));
        body.add("reason", "not needed").add("note", "done in the archive");
        return body.addAll(Json.createObjectBuilder(object("{'" + member + "': " + value + "}")))
                .build();
    }

    private static String query() {
        return "?"
                + String.join(
                        "&",
                        FIELDS.stream()
                                .map(field -> field + "=" + OTHER.replace("^", "%5E"))
                                .toList());
    }

    private static ReadingRoom room(String account) {
        return ReadingRoom.of(URI.create("http://127.0.0.1:" + HTTP_PORT), DICOM_PORT, account, PASSWORD);
    }
}
