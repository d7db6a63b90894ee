package org.confluens.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole loop from outside, with Orthanc as the PACS and DCMTK's findscu in the angiography room: studies, drafts, signed
 * reports, flag, worklist, performed procedure step, catheter and IVUS studies, and each of the eight outcomes.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@NeedsPeer({"Orthanc", "findscu"})
class ClosedLoopIT {

    private static final String SEGMENT = "IJV-L-J1";
    private static final String FIELD = "segments/" + SEGMENT + "/";
    private static final Map<String, Integer> NARROW = Map.of(SEGMENT, 70);
    private static final Map<String, Integer> OPEN = Map.of();
    private static final String PRESENT = "SCT:52101004";
    private static final String INDETERMINATE = "SCT:373068000";

    private static PeerProgram orthanc;
    private static int pacsHttpPort;

    @ArquillianResource
    private URI address;

    private final SampleStudies studies = new SampleStudies(LocalDateTime.now());
    private Settings settings;
    private RestClient http;
    private Radiologist radiologist;
    private DemoPacs pacs;

    @BeforeAll
    static void startPacs() throws IOException {
        int port = Integer.getInteger("it.pacs.port");
        pacsHttpPort = PeerProgram.freePort();
        Path folder = Files.createTempDirectory(Path.of("target"), "orthanc").toAbsolutePath();
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), """
                { "StorageDirectory": "%s", "IndexDirectory": "%s", "DicomAet": "PACS", "DicomPort": %d, "HttpPort": %d,
                  "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true, "AuthenticationEnabled": false,
                  "DicomModalities": { "confluens": [ "CONFLUENS", "127.0.0.1", %s ] } }
                """.formatted(
                        folder, folder, port, pacsHttpPort, System.getProperty("it.dicom.port")));
        orthanc = PeerProgram.serve(Map.of("TCP_NODELAY", "1"), port, List.of("Orthanc", configuration.toString()));
    }

    @AfterAll
    static void stopPacs() {
        orthanc.close();
    }

    @BeforeEach
    void connect() {
        settings = Settings.of(Map.of("confluens.dicom.port", System.getProperty("it.dicom.port")));
        http = new RestClient(address.toString());
        radiologist = new Radiologist(http);
        pacs = DemoPacs.at("http://127.0.0.1:" + pacsHttpPort);
    }

    @Test
    void aStenosisThatOnlyMrSawIsMrOnly() throws IOException {
        SamplePatient patient = patient();

        read(mrStudy(patient), patient, NARROW, Map.of());

        assertThat(outcome(patient)).isEqualTo("MR_ONLY");
        assertThat(flagState(patient)).isEqualTo("CONFIRMATION_PROPOSED");
        assertThat(requestState(flag(patient).orElseThrow())).isEqualTo("PROPOSED");
    }

    @Test
    void aStenosisThatTheCatheterDoesNotReproduceIsNotReproduced() throws IOException {
        SamplePatient patient = patient();

        String study = confirmedByCatheter(patient);
        assertThat(flagState(patient)).isEqualTo("IN_PROGRESS");
        read(study, patient, OPEN, Map.of());

        assertThat(resolved(patient)).isEqualTo("NOT_REPRODUCED");
    }

    @Test
    void aStenosisThatCatheterAndIvusShowIsConfirmed() throws IOException {
        SamplePatient patient = patient();

        read(confirmedByCatheter(patient), patient, NARROW, Map.of());
        read(ivusStudy(patient), patient, OPEN, ivus("99CCSVI:F_FIXED"));

        assertThat(resolved(patient)).isEqualTo("CONFIRMED");
    }

    @Test
    void aStenosisThatOpensUnderIvusIsPhysiological() throws IOException {
        SamplePatient patient = patient();

        read(confirmedByCatheter(patient), patient, NARROW, Map.of());
        read(ivusStudy(patient), patient, OPEN, ivus("99CCSVI:F_COLLAPSED"));

        assertThat(resolved(patient)).isEqualTo("PHYSIOLOGICAL");
    }

    @Test
    void aFixedNarrowingThatTheVenogramMissesIsConfirmedByIvus() throws IOException {
        SamplePatient patient = patient();

        read(confirmedByCatheter(patient), patient, OPEN, Map.of());
        read(ivusStudy(patient), patient, OPEN, ivus("99CCSVI:F_FIXED"));

        assertThat(resolved(patient)).isEqualTo("CONFIRMED_BY_IVUS");
    }

    @Test
    void aVenogramThatCannotDecideLeavesTheFlagOpen() throws IOException {
        SamplePatient patient = patient();

        read(confirmedByCatheter(patient), patient, OPEN, Map.of(FIELD + "stenosis", INDETERMINATE));

        assertThat(outcome(patient)).isEqualTo("UNDECIDED");
        assertThat(flag(patient).orElseThrow().getString("state")).isEqualTo("CONFIRMATION_PROPOSED");
    }

    @Test
    void aStenosisThatOnlyTheCatheterShowsIsCatheterOnlyAndRaisesNoFlag() throws IOException {
        SamplePatient patient = patient();

        read(mrStudy(patient), patient, OPEN, Map.of());
        read(unscheduledCatheterStudy(patient), patient, NARROW, Map.of());

        assertThat(outcome(patient)).isEqualTo("CATHETER_ONLY");
        assertThat(flag(patient)).isEmpty();
    }

    @Test
    void noStenosisAnywhereIsConcordant() throws IOException {
        SamplePatient patient = patient();

        read(unscheduledCatheterStudy(patient), patient, OPEN, Map.of());
        read(mrStudy(patient), patient, OPEN, Map.of());

        assertThat(outcome(patient)).isEqualTo("CONCORDANT_NEGATIVE");
        assertThat(flag(patient)).isEmpty();
    }

    @Test
    void aStudyThatThePacsRoutesIsReadLikeOneThatTheModalitySends() throws IOException {
        SamplePatient patient = patient();
        RemoteAe archive = new RemoteAe("PACS", "127.0.0.1", Integer.getInteger("it.pacs.port"));
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian));
        try (ClientAssociation association = DimseClient.open("MR1", archive, contexts, ClientOptions.defaults())) {
            for (Dataset slice : studies.mrVenography(patient)) {
                assertThat(association.store(slice).isDone()).isTrue();
            }
        }
        RestClient orthancRest = new RestClient("http://127.0.0.1:" + pacsHttpPort);
        JsonArray found = orthancRest
                .post(
                        "/tools/find",
                        Json.createObjectBuilder()
                                .add("Level", "Study")
                                .add("Query", Json.createObjectBuilder().add("StudyInstanceUID", patient.mrStudy()))
                                .build())
                .asJsonArray();

        orthancRest.post("/modalities/confluens/store", found);

        JsonObject draft = Await.until("a draft", () -> radiologist.report(patient.mrStudy(), patient.id()));
        assertThat(draft.getString("state")).isEqualTo("DRAFT");
        assertThat(http.get("/api/studies/" + patient.mrStudy()).asJsonObject().getInt("instances"))
                .isEqualTo(SampleStudies.MR_SLICES);
    }

    /** MR study, signed report, approved flag, worklist, performed step, catheter study: gives the catheter study's UID. */
    private String confirmedByCatheter(SamplePatient patient) throws IOException {
        read(mrStudy(patient), patient, NARROW, Map.of());
        JsonObject flag = Await.until("the flag", () -> flag(patient));
        http.post("/api/flags/" + flag.getInt("id") + "/schedule", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(findscu(patient, "XA")).isEqualTo(1);
        assertThat(findscu(patient, "MR")).isZero();
        Dataset item =
                new Modality("XA1", settings).worklist(patient.id(), "XA").get(0);
        PerformedStep step = new PerformedStep(
                new RemoteAe("CONFLUENS_WL", "127.0.0.1", settings.integer("confluens.dicom.port")), item);
        step.begin();
        new Modality("XA1", settings).store(studies.catheterVenography(patient, item));
        step.complete();
        return item.string(Tag.StudyInstanceUID, "");
    }

    private static int findscu(SamplePatient patient, String modality) {
        String output = Dcmtk.run(
                        "findscu",
                        "-W",
                        "-aec",
                        "CONFLUENS",
                        "-k",
                        "PatientName",
                        "-k",
                        "PatientID=" + patient.id(),
                        "-k",
                        "(0040,0100)[0].Modality=" + modality,
                        "127.0.0.1",
                        Integer.getInteger("it.dicom.port"))
                .output();
        return output.split("Find Response:", -1).length - 1;
    }

    private String mrStudy(SamplePatient patient) throws IOException {
        new Modality("MR1", settings).store(studies.mrVenography(patient));
        return patient.mrStudy();
    }

    private String unscheduledCatheterStudy(SamplePatient patient) throws IOException {
        List<Dataset> images = studies.catheterVenography(patient, Dataset.empty());
        new Modality("XA1", settings).store(images);
        return images.get(0).string(Tag.StudyInstanceUID, "");
    }

    private String ivusStudy(SamplePatient patient) throws IOException {
        String study = Uids.create();
        new Modality("IVUS1", settings).store(studies.intravascularUltrasound(patient, study));
        return study;
    }

    private static Map<String, String> ivus(String distensibility) {
        Map<String, String> answers = new HashMap<>();
        answers.put("technique/manoeuvres", "SCT:14910006");
        answers.put(FIELD + "assessment", "99CCSVI:ASSESSED");
        answers.put(FIELD + "stenosis", PRESENT);
        answers.put(FIELD + "distensibility", distensibility);
        return answers;
    }

    /** Awaits the draft of a study, completes and signs it, and awaits the signed document in the PACS. */
    private void read(String study, SamplePatient patient, Map<String, Integer> stenosis, Map<String, String> more)
            throws IOException {
        JsonObject draft = Await.until("a draft for " + study, () -> radiologist.report(study, patient.id()));
        radiologist.fill(draft, stenosis, more, "As found, segment by segment.");
        String signed = radiologist.sign(draft);
        assertThat(Await.until("the signed report in the PACS", () -> pacs.instance(signed))
                        .dataset()
                        .string(Tag.VerificationFlag))
                .hasValue("VERIFIED");
    }

    private String resolved(SamplePatient patient) throws IOException {
        JsonObject flag = Await.until(
                "the flag to be resolved",
                () -> flag(patient).filter(one -> one.getString("state").equals("RESOLVED")));
        assertThat(flag.getString("outcome")).isEqualTo(outcome(patient));
        assertThat(requestState(flag)).isEqualTo("ENDED");
        return outcome(patient);
    }

    private static String requestState(JsonObject flag) {
        return flag.getJsonObject("request").getString("state");
    }

    private String flagState(SamplePatient patient) throws IOException {
        return Await.until("the flag", () -> flag(patient)).getString("state");
    }

    private Optional<JsonObject> flag(SamplePatient patient) throws IOException {
        return http.get("/api/flags").asJsonObject().getJsonArray("flags").getValuesAs(JsonObject.class).stream()
                .filter(flag -> flag.getJsonObject("patient").getString("id").equals(patient.id()))
                .findFirst();
    }

    private String outcome(SamplePatient patient) throws IOException {
        return http
                .get("/api/patients/concordance?id=" + patient.id())
                .asJsonObject()
                .getJsonArray("segments")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(segment ->
                        segment.getJsonObject("segment").getString("id").equals(SEGMENT))
                .map(segment -> segment.getString("outcome"))
                .findFirst()
                .orElseThrow();
    }

    private static SamplePatient patient() {
        String id = "LOOP-" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);
        return new SamplePatient("DOE^JANE", id, "19710301", "F", true, Uids.create());
    }
}
