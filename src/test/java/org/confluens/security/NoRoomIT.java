package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.confluens.app.RunningService;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.FindResults;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.peer.PeerProgram;
import org.confluens.security.ResourceMethods.Door;
import org.confluens.web.NeedsNoRoom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has less room than is to be left free: every door refuses what would be written, and reading goes on. */
class NoRoomIT {

    private static final int HTTP_PORT = PeerProgram.freePort();
    private static final int DICOM_PORT = PeerProgram.freePort();
    private static final int HL7_PORT = PeerProgram.freePort();
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH");
    private static final int NO_ROOM = 507;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT", String.valueOf(DICOM_PORT),
                        "CONFLUENS_HTTP_PORT", String.valueOf(HTTP_PORT),
                        "CONFLUENS_HL7_PORT", String.valueOf(HL7_PORT),
                        "CONFLUENS_DATA_DIR", folder.resolve("data").toString(),
                        "CONFLUENS_INTAKE_FREE_SPACE", "1000000"),
                folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyMethodThatWouldKeepSomethingNewIsAnsweredThatThereIsNoRoom() throws Exception {
        SoftAssertions answers = new SoftAssertions();
        for (Door door : ResourceMethods.all()) {
            HttpResponse<String> answer = ask(door);
            if (CHANGING.contains(door.verb()) && !door.method().isAnnotationPresent(NeedsNoRoom.class)) {
                answers.assertThat(answer.statusCode()).as(door.toString()).isEqualTo(NO_ROOM);
                answers.assertThat(answer.body()).as(door.toString()).contains("/problems/no-room");
            } else {
                answers.assertThat(answer.statusCode()).as(door.toString()).isNotIn(NO_ROOM, 500, 503);
            }
            answers.assertThat(answer.headers().firstValue("Confluens-Room"))
                    .as(door.toString())
                    .contains("none");
        }
        answers.assertAll();
    }

    @Test
    void readinessSaysThatThereIsNoRoomAndLivenessGoesOn() throws Exception {
        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).containsPattern("\"room\"[^}]*\"DOWN\"|\"DOWN\"[^}]*\"room\"");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesImagesAndProcedureStepsAndAnswersWorklistQueries() throws IOException {
        try (ClientAssociation association = DimseClient.open(
                "MR1",
                new RemoteAe("CONFLUENS", "127.0.0.1", DICOM_PORT),
                List.of(
                        PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(UID.ModalityPerformedProcedureStep, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(UID.ModalityWorklistInformationModelFind, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            assertThat(association.store(image()).status()).isEqualTo(DimseStatus.OUT_OF_RESOURCES);
            Dataset step = Dataset.builder()
                    .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                    .build();
            assertThat(association
                            .nCreate(UID.ModalityPerformedProcedureStep, Uids.create(), step)
                            .status())
                    .isEqualTo(DimseStatus.RESOURCE_LIMITATION);
            assertThat(association
                            .nSet(UID.ModalityPerformedProcedureStep, Uids.create(), step)
                            .status())
                    .isEqualTo(DimseStatus.RESOURCE_LIMITATION);
            Dataset query = Dataset.builder().put(Tag.PatientID, "").build();
            FindResults found = association.find(UID.ModalityWorklistInformationModelFind, query);
            assertThat(found.next()).isEmpty();
            assertThat(found.outcome().status()).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void tellsSendersOfMessagesToSendThemLaterAndKeepsNoneOfThem() throws Exception {
        String order = "MSH|^~\\&|HIS|HOSP|||20261123||ORM^O01^ORM_O01|7|P|2.5\rPID|||P1^^^TEST||DOE^JANE\r";
        for (String message : List.of(order, order.replace("ORM^O01^ORM_O01", "ZZZ^Z99"), "MSH|^~\\&|HIS|\r")) {
            assertThat(send(message)).contains("MSA|AR|").contains("|207^");
        }
        assertThat(get("/api/hl7/refused").body()).doesNotContain("DOE^JANE");
    }

    private static Dataset image() {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.StudyInstanceUID, Uids.create())
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.Modality, "MR")
                .put(Tag.PatientID, "ROOM1")
                .build();
    }

    private static HttpResponse<String> ask(Door door) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(door.path()));
        if (CHANGING.contains(door.verb())) {
            request.header("Content-Type", door.consumes().isEmpty() ? "application/json" : door.consumes());
            request.header("If-Match", "\"1\"");
            request.method(door.verb(), BodyPublishers.ofString("{}"));
        } else {
            request.method(door.verb(), BodyPublishers.noBody());
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + HTTP_PORT + path);
    }

    private static String send(String message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HL7_PORT)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0 && next != 0x1c; next = in.read()) {
                answer.write(next);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
