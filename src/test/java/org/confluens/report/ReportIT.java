package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.report.ReadingRoom.image;
import static org.confluens.report.ReadingRoom.object;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;
import org.confluens.report.ReadingRoom.Answer;
import org.confluens.sr.DocumentState;
import org.confluens.sr.SopReference;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrText;
import org.confluens.sr.StudyReference;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of reports, seen from a modality and from a program that uses the REST API. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReportIT {

    @ArquillianResource
    private URI address;

    private final String study = Uids.create();
    private final String patient = "R" + Math.abs(study.hashCode());
    private ReadingRoom room;

    @BeforeEach
    void enter() {
        room = new ReadingRoom(address);
    }

    @Test
    void draftsAReportThatIsPartialAndNamesItsEvidence() throws IOException {
        long id = room.draft(study, patient);

        JsonObject report = room.report(id).json();
        assertThat(report.getJsonArray("actions").toString())
                .contains("save", "complete")
                .doesNotContain("verify");
        assertThat(report.getJsonArray("problems")).isNotEmpty();
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        assertThat(draft.state()).isEqualTo(DocumentState.DRAFT);
        assertThat(draft.context().string(Tag.PatientID)).contains(patient);
        assertThat(draft.studyInstanceUid()).isEqualTo(study);
        assertThat(draft.series().seriesInstanceUid()).isNotEqualTo(study + ".1");
        assertThat(evidence(draft)).containsExactlyInAnyOrder(study + ".1.1", study + ".1.2");
        assertThat(draft.provenance().requests()).hasSize(1);
    }

    /** The images say no reason; the worklist item of their accession number does, and so does that of somebody else. */
    @Test
    void proposesWhatTheWorklistItemSaysAndTheImagesDoNot() throws IOException {
        String accession = patient.substring(0, Math.min(patient.length(), 14)) + "A";
        for (String who : List.of("X" + patient, patient)) {
            String item = "{'patient': {'id': '%s', 'name': 'DOE^JANE'}, 'modality': 'MR', 'start': '2026-03-01T09:30',"
                    + " 'stations': ['MR1'], 'description': 'MR venography',"
                    + " 'accessionNumber': '%s', 'reason': 'Headache of %s'}";
            assertThat(room.post("worklist", item.formatted(who, accession, who).replace('\'', '"'))
                            .status())
                    .isEqualTo(201);
        }
        room.store(image(study, patient, 1).toBuilder()
                .put(Tag.AccessionNumber, accession)
                .build());

        JsonObject values =
                room.report(room.await(study, patient, "DRAFT")).json().getJsonObject("values");

        assertThat(values.getJsonObject("request/indication").toString())
                .contains("PROPOSED", "Headache of " + patient)
                .doesNotContain("Headache of X");
    }

    /** Nobody logs in here, so whatever organisation a request claims, the document says that nobody was proven. */
    @Test
    void saysInTheDocumentThatNobodyLoggedIn() throws IOException {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");

        Answer verified = room.post(
                "reports/" + id + "/verify",
                "{\"name\": \"READER^RITA\", \"organization\": \"TEST HOSPITAL\", \"identification\":"
                        + " {\"code\": \"1\", \"scheme\": \"99TEST\", \"meaning\": \"Rita\"}}");

        assertThat(verified.status()).isEqualTo(200);
        SrDocument document = SrReader.read(room.document(id, 3)).document();
        assertThat(document.state().verifyingObservers()).singleElement().satisfies(observer -> {
            assertThat(observer.name().toString()).isEqualTo("READER^RITA");
            assertThat(observer.organization()).isEqualTo("trial, no login");
            assertThat(observer.identification()).isEmpty();
        });
        assertThat(SrText.render(document, Locale.ENGLISH))
                .contains("trial, no login")
                .doesNotContain("TEST HOSPITAL");
    }

    @Test
    void proposesTheEarlierReportsOfThePatientForComparison() throws IOException {
        long earlier = verified();
        String later = Uids.create();

        long id = room.draft(later, patient);

        assertThat(room.report(id).json().getJsonObject("values").toString())
                .contains(room.document(earlier, 3).string(Tag.SOPInstanceUID, "none"))
                .contains("earlier reports");
    }

    @Test
    void leadsFromDraftToVerifiedWithEachVersionNamingItsPredecessor() throws IOException {
        long id = room.draft(study, patient);

        assertThat(room.fill(id, "IJV-L-J1").json().getString("state")).isEqualTo("IN_PROGRESS");
        assertThat(room.post("reports/" + id + "/complete", "{}").json().getString("state"))
                .isEqualTo("COMPLETED");
        Answer verified = room.verify(id, "READER^RITA");

        assertThat(verified.json().getString("state")).isEqualTo("VERIFIED");
        SrDocument draft = SrReader.read(room.document(id, 1)).document();
        SrDocument completed = SrReader.read(room.document(id, 2)).document();
        SrDocument last = SrReader.read(room.document(id, 3)).document();
        assertThat(completed.state().isComplete()).isTrue();
        assertThat(completed.state().isVerified()).isFalse();
        assertThat(predecessors(completed)).containsExactly(draft.sopInstanceUid());
        assertThat(last.state().isVerified()).isTrue();
        assertThat(last.state().verifyingObservers()).singleElement().satisfies(observer -> {
            assertThat(observer.name().familyName()).isEqualTo("READER");
            assertThat(observer.organization()).isEqualTo("trial, no login");
        });
        assertThat(predecessors(last)).containsExactly(completed.sopInstanceUid());
        assertThat(last.root()).isNotEqualTo(draft.root());
    }

    @Test
    void letsFurtherObserversVerifyButNobodyTwice() throws IOException {
        long id = verified();

        assertThat(room.verify(id, "READER^RITA").json().getString("type")).isEqualTo("/problems/verified-already");
        Answer second = room.verify(id, "SENIOR^SAM");

        assertThat(second.json().getInt("verifiedVersion")).isEqualTo(4);
        SrDocument last = SrReader.read(room.document(id, 4)).document();
        assertThat(last.state().verifyingObservers())
                .extracting(observer -> observer.name().familyName())
                .containsExactly("READER", "SENIOR");
    }

    @Test
    void refusesToCompleteWhatIsIncompleteAndNamesWhatIsMissing() throws IOException {
        long id = room.draft(study, patient);

        Answer refused = room.post("reports/" + id + "/complete", "{}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getString("type")).isEqualTo("/problems/report-incomplete");
        assertThat(refused.rules())
                .contains("segments/IJV-L-J1/assessment required", "impression/impression-text required");
        assertThat(room.report(id).json().getString("state")).isEqualTo("DRAFT");
    }

    @Test
    void refusesToVerifyWhatIsNotCompleted() throws IOException {
        long id = room.draft(study, patient);

        Answer refused = room.verify(id, "READER^RITA");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("detail")).contains("DRAFT").contains("complete");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "segments/IJV-L-J1/stenosis|SCT:38341003|not-in-value-set",
                "segments/IJV-L-J1/stenosis-percent|140|out-of-range",
                "segments/IJV-L-J1/stenosis-percent|much|wrong-type",
                "segments/NO-SUCH/stenosis|SCT:52101004|unknown-field"
            })
    void refusesAValueThatTheFieldCannotHoldAndKeepsTheRest(String path, String value, String rule) throws IOException {
        long id = room.draft(study, patient);
        Answer before = room.report(id);

        Answer refused = room.put(
                id, before.etag(), object("{'%s': '%s', 'history/history-text': 'kept?'}".formatted(path, value)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.rules()).containsExactly(path + " " + rule);
        Answer after = room.report(id);
        assertThat(after.etag()).isEqualTo(before.etag());
        assertThat(after.json().getJsonObject("values")).isEqualTo(before.json().getJsonObject("values"));
    }

    @Test
    void keepsTheWorkOfBothWhenTwoPeopleEditTheSameReport() throws IOException {
        long id = room.draft(study, patient);
        String seenByBoth = room.report(id).etag();
        assertThat(room.put(id, seenByBoth, object("{'history/history-text': 'theirs'}"))
                        .status())
                .isEqualTo(200);

        Answer conflict = room.put(id, seenByBoth, object("{'history/history-text': 'mine'}"));

        assertThat(conflict.status()).isEqualTo(412);
        JsonObject current = conflict.json().getJsonObject("current");
        assertThat(current.getJsonObject("values")
                        .getJsonObject("history/history-text")
                        .toString())
                .contains("theirs");
        assertThat(conflict.json().getJsonObject("yours").toString()).contains("mine");
        assertThat(room.put(id, current.getString("etag"), object("{'history/history-text': 'theirs and mine'}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void asksForTheStateThatAChangeRestsOn() throws IOException {
        long id = room.draft(study, patient);

        Answer refused = room.call(
                "PUT", "reports/" + id, "application/json", Optional.empty(), Optional.of("{\"values\": {}}"));

        assertThat(refused.status()).isEqualTo(428);
        assertThat(refused.rules()).containsExactly("If-Match required");
    }

    @Test
    void remembersWhatWasProposedWhateverBecameOfIt() throws IOException {
        long id = room.draft(study, patient);
        Answer before = room.report(id);
        JsonObject proposed = before.json().getJsonObject("values").getJsonObject("technique/threshold");
        assertThat(proposed.getString("state")).isEqualTo("PROPOSED");

        JsonObject corrected = room.put(
                        id, before.etag(), object("{'technique/threshold': '60', 'technique/posture': null}"))
                .json()
                .getJsonObject("values");

        JsonObject threshold = corrected.getJsonObject("technique/threshold");
        assertThat(threshold.getString("state")).isEqualTo("CORRECTED");
        assertThat(threshold.getJsonArray("proposal")).isEqualTo(proposed.getJsonArray("values"));
        assertThat(corrected.getJsonObject("technique/posture").getString("state"))
                .isEqualTo("REJECTED");
    }

    @Test
    void beginsAnAmendmentThatReplacesTheVerifiedVersionOnlyWhenItIsVerified() throws IOException {
        long id = verified();
        byte[] before = bytes(id, 3);

        JsonObject amending = room.post("reports/" + id + "/amend", "{}").json();
        assertThat(amending.getString("state")).isEqualTo("IN_PROGRESS");
        assertThat(amending.getInt("verifiedVersion")).isEqualTo(3);
        assertThat(SrReader.read(room.document(id, 4)).document().state()).isEqualTo(DocumentState.DRAFT);
        String etag = room.report(id).etag();
        room.put(id, etag, object("{'impression/impression-text': 'Corrected'}"));
        room.post("reports/" + id + "/complete", "{}");
        JsonObject amended = room.verify(id, "READER^RITA").json();

        assertThat(amended.getInt("verifiedVersion")).isEqualTo(6);
        assertThat(bytes(id, 3)).isEqualTo(before);
    }

    @Test
    void goesBackToTheVerifiedVersionWhenAnAmendmentIsGivenUp() throws IOException {
        long id = verified();
        room.post("reports/" + id + "/amend", "{}");
        room.put(id, room.report(id).etag(), object("{'impression/impression-text': 'Never mind'}"));
        room.post("reports/" + id + "/complete", "{}");

        JsonObject back = room.post("reports/" + id + "/abandon", "{}").json();

        assertThat(back.getString("state")).isEqualTo("VERIFIED");
        assertThat(back.getInt("verifiedVersion")).isEqualTo(3);
        assertThat(back.getJsonObject("values")
                        .getJsonObject("impression/impression-text")
                        .toString())
                .contains("Narrow IJV-L-J1");
        assertThat(bytes(id)).as("the document that stands").isEqualTo(bytes(id, 3));
        assertThat(givenUp(back)).containsExactly(4, 5);
        SrDocument countersigned = countersigned(id);
        assertThat(predecessors(countersigned))
                .containsExactly(SrReader.read(room.document(id, 3)).document().sopInstanceUid());
        assertThat(countersigned.root())
                .isEqualTo(SrReader.read(room.document(id, 3)).document().root());
        assertThat(givenUp(room.report(id).json())).containsExactly(4, 5);
    }

    @Test
    void givesUpNoReportThatWasNeverVerified() throws IOException {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");

        assertThat(room.post("reports/" + id + "/abandon", "{}").status()).isEqualTo(409);
        assertThat(room.report(id).json().getJsonArray("actions").toString()).doesNotContain("abandon");
    }

    private SrDocument countersigned(long id) throws IOException {
        int version = room.verify(id, "SENIOR^SAM").json().getInt("verifiedVersion");
        return SrReader.read(room.document(id, version)).document();
    }

    private static List<Integer> givenUp(JsonObject report) {
        return report.getJsonArray("versions").getValuesAs(JsonObject.class).stream()
                .filter(version -> version.getBoolean("givenUp", false))
                .map(version -> version.getInt("number"))
                .toList();
    }

    @Test
    void letsOneOfTwoVerifyWhoDoSoAtOnceAndHaveSeenTheSameState() throws Exception {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");
        String seen = room.post("reports/" + id + "/complete", "{}").etag();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Future<Integer>> answers = new ArrayList<>();
        for (String name : List.of("READER^RITA", "SENIOR^SAM")) {
            answers.add(pool.submit(() -> room.call(
                            "POST",
                            "reports/" + id + "/verify",
                            "application/json",
                            Optional.of(seen),
                            Optional.of("{\"name\": \"" + name + "\"}"))
                    .status()));
        }
        pool.shutdown();

        assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(200, 412);
        assertThat(room.report(id).json().getJsonArray("versions")).hasSize(3);
    }

    @Test
    void keepsLateImagesOutOfWhatWasReadBeforeTheyCame() throws IOException {
        long id = verified();
        room.store(image(study, patient, 9));
        ReadingRoom.await(
                () -> Optional.of(room.report(id).json()).filter(report -> report.containsKey("lateImagesAt")));

        SrDocument countersigned = countersigned(id);

        assertThat(evidence(countersigned)).doesNotContain(study + ".1.9");
        assertThat(room.report(id).json().containsKey("lateImagesAt")).isTrue();
        room.post("reports/" + id + "/amend", "{}");
        JsonObject amended = room.post("reports/" + id + "/complete", "{}").json();
        assertThat(amended.containsKey("lateImagesAt")).isFalse();
        assertThat(evidence(SrReader.read(room.document(
                                id, amended.getJsonArray("versions").size()))
                        .document()))
                .contains(study + ".1.9");
    }

    @Test
    void withdrawsForGood() throws IOException {
        long id = verified();

        JsonObject withdrawn = room.post("reports/" + id + "/withdraw", "{\"reason\": \"wrong patient\"}")
                .json();

        assertThat(withdrawn.getString("state")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.getJsonArray("actions")).isEmpty();
        assertThat(withdrawn.containsKey("verifiedVersion")).isFalse();
        assertThat(room.post("reports/" + id + "/amend", "{}").status()).isEqualTo(409);
        assertThat(room.get("deliveries?limit=500").body())
                .asString(StandardCharsets.UTF_8)
                .contains("rejection note");
    }

    @Test
    void amendsADraftForLateImagesAndOnlyTellsTheReadersOfAVerifiedReport() throws IOException {
        long id = room.draft(study, patient);
        room.store(image(study, patient, 3));
        ReadingRoom.await(() ->
                Optional.of(room.report(id).json().getJsonArray("versions")).filter(versions -> versions.size() == 2));
        assertThat(evidence(SrReader.read(room.document(id, 2)).document())).contains(study + ".1.3");
        assertThat(room.report(id).json().getString("state")).isEqualTo("DRAFT");
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");
        room.verify(id, "READER^RITA");

        room.store(image(study, patient, 4));

        JsonObject told = ReadingRoom.await(
                () -> Optional.of(room.report(id).json()).filter(report -> report.containsKey("lateImagesAt")));
        assertThat(told.getString("state")).isEqualTo("VERIFIED");
        assertThat(told.getJsonArray("versions")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "application/dicom, DICM",
        "application/dicom+json, 00080018",
        "text/html, <!DOCTYPE html>",
        "text/plain, Patient",
        "application/pdf, %PDF"
    })
    void servesItsDocumentInEveryMediaType(String media, String content) throws IOException {
        long id = room.draft(study, patient);

        Answer answer = room.call("GET", "reports/" + id + "/document", media, Optional.empty(), Optional.empty());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).contains(content);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, reports/999999999, application/json, 404",
        "GET, no/such/thing, application/json, 404",
        "GET, reports?state=NONSENSE, application/json, 400",
        "DELETE, reports/1, application/json, 405",
        "GET, reports, text/csv, 406"
    })
    void answersWhatItRefusesWithAProblemDocument(String method, String path, String accept, int status) {
        Answer answer = room.call(method, path, accept, Optional.empty(), Optional.empty());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getInt("status")).isEqualTo(status);
    }

    private long verified() throws IOException {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");
        assertThat(room.verify(id, "READER^RITA").status()).isEqualTo(200);
        return id;
    }

    private byte[] bytes(long id) {
        return bytes(id, "");
    }

    private byte[] bytes(long id, int version) {
        return bytes(id, "?version=" + version);
    }

    private byte[] bytes(long id, String query) {
        return room.call(
                        "GET",
                        "reports/" + id + "/document" + query,
                        "application/dicom+json",
                        Optional.empty(),
                        Optional.empty())
                .body();
    }

    private static List<String> evidence(SrDocument document) {
        return uids(document.provenance().currentEvidence());
    }

    private static List<String> predecessors(SrDocument document) {
        return uids(document.provenance().predecessors());
    }

    private static List<String> uids(List<StudyReference> references) {
        return references.stream()
                .flatMap(StudyReference::sops)
                .map(SopReference::sopInstanceUid)
                .toList();
    }
}
