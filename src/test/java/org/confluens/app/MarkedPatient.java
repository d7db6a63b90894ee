package org.confluens.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseResponse;
import org.confluens.dicom.dimse.FindResults;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/** A patient whose every value has a mark, sent through all doors in ways that fail, and what the service answered. */
final class MarkedPatient {

    /** In every value of the patient, and nowhere else; as long as a date, so that it can stand in the place of one. */
    static final String MARK = "ZQXMARKE";

    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int LONG = 5_000;
    private static final int CONFLICT = 412;

    private final int dicomPort;
    private final int hl7Port;
    private final int httpPort;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> answers = new ArrayList<>();
    private int sent;

    MarkedPatient(int dicomPort, int hl7Port, int httpPort) {
        this.dicomPort = dicomPort;
        this.hl7Port = hl7Port;
        this.httpPort = httpPort;
    }

    /** What other systems were answered so far: comments, acknowledgements, problem documents. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    /** Once through all doors, each time as a patient of its own. */
    void everywhere() throws Exception {
        sent++;
        objects();
        steps();
        queries();
        messages();
        requests();
    }

    private Dataset.Builder image() {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.StudyInstanceUID, Uids.create())
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.Modality, "MR")
                .put(Tag.StudyDescription, "MR VENOGRAPHY HEAD AND NECK " + MARK)
                .put(Tag.SeriesDescription, "TOF " + MARK)
                .put(Tag.PatientID, MARK + sent)
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientName, MARK + "^JANE 漢字")
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.AccessionNumber, MARK)
                .put(Tag.PatientComments, MARK)
                .put(Tag.ReferringPhysicianName, MARK);
    }

    private List<Dataset> badObjects() {
        String word = MARK.repeat(LONG);
        return List.of(
                image().build(),
                image().put(Tag.PatientID, word).build(),
                image().put(Tag.PatientName, word)
                        .put(Tag.AccessionNumber, word)
                        .build(),
                image().put(Tag.PatientBirthDate, MARK)
                        .put(Tag.StudyDate, MARK)
                        .put(Tag.StudyTime, MARK)
                        .build(),
                image().put(Tag.StudyInstanceUID, MARK).build(),
                image().put(Tag.SeriesInstanceUID, "").put(Tag.Modality, MARK).build(),
                image().put(Tag.SpecificCharacterSet, MARK).build(),
                image().put(Tag.PatientID, MARK + "\n\u001b[31m").build(),
                image().put(Tag.SOPClassUID, UID.ComprehensiveSRStorage).build(),
                image().put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                        .put(Tag.CompletionFlag, MARK)
                        .put(Tag.VerificationFlag, "VERIFIED")
                        .put(Tag.ValueType, "CONTAINER")
                        .putItems(
                                Tag.ContentSequence,
                                Dataset.builder().put(Tag.TextValue, MARK).build())
                        .build());
    }

    private void objects() throws IOException {
        for (Dataset object : badObjects()) {
            byte[] bytes = DatasetWriter.bytes(object, SYNTAX);
            String sopClass = object.string(Tag.SOPClassUID, "");
            store(bytes, sopClass, object.string(Tag.SOPInstanceUID, ""));
            store(bytes, sopClass, Uids.create());
            for (int cut : List.of(bytes.length - 3, bytes.length / 2, 40)) {
                store(Arrays.copyOf(bytes, cut), sopClass, Uids.create());
            }
            byte[] wrong = bytes.clone();
            for (int i = 0; i + 4 < wrong.length; i += 97) {
                wrong[i] ^= 0x55;
            }
            store(wrong, sopClass, Uids.create());
        }
    }

    private void store(byte[] bytes, String sopClass, String instance) {
        call(sopClass, association -> association.store(bytes, sopClass, instance, SYNTAX));
    }

    private void steps() {
        Dataset marked = Dataset.builder()
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .put(Tag.PerformedProcedureStepID, MARK)
                .put(Tag.PerformedStationAETitle, "MR1")
                .put(Tag.PerformedProcedureStepStartDate, "20261130")
                .put(Tag.PerformedProcedureStepStartTime, "101010")
                .put(Tag.Modality, "MR")
                .put(Tag.PatientID, MARK)
                .put(Tag.PatientName, MARK)
                .putItems(
                        Tag.ScheduledStepAttributesSequence,
                        Dataset.builder()
                                .put(Tag.StudyInstanceUID, Uids.create())
                                .put(Tag.AccessionNumber, MARK)
                                .build())
                .build();
        String mpps = UID.ModalityPerformedProcedureStep;
        for (Dataset step : List.of(
                marked,
                marked.toBuilder().put(Tag.PerformedProcedureStepStatus, MARK).build(),
                marked.toBuilder()
                        .put(Tag.PerformedProcedureStepStartDate, MARK)
                        .build(),
                marked.toBuilder().put(Tag.PatientID, MARK.repeat(LONG)).build())) {
            String instance = Uids.create();
            call(mpps, association -> association.nCreate(mpps, instance, step));
            call(mpps, association -> association.nSet(mpps, instance, step));
            call(mpps, association -> association.nSet(mpps, Uids.create(), step));
        }
    }

    private void queries() {
        String worklist = UID.ModalityWorklistInformationModelFind;
        for (Dataset query : List.of(
                Dataset.builder().put(Tag.PatientName, MARK + "[\\*").build(),
                Dataset.builder().put(Tag.PatientBirthDate, MARK).build(),
                Dataset.builder().put(Tag.PatientID, MARK.repeat(LONG)).build(),
                Dataset.builder()
                        .putItems(
                                Tag.ScheduledProcedureStepSequence,
                                Dataset.builder()
                                        .put(Tag.ScheduledProcedureStepStartDate, MARK)
                                        .put(Tag.ScheduledProcedureStepStartTime, MARK)
                                        .build())
                        .build())) {
            call(worklist, association -> {
                FindResults found = association.find(worklist, query);
                while (found.next().isPresent()) {}
                return found.outcome();
            });
        }
    }

    private interface Call {
        DimseResponse on(ClientAssociation association) throws IOException, DimseException;
    }

    private void call(String sopClass, Call call) {
        try (ClientAssociation association = DimseClient.open(
                "MR1",
                new RemoteAe("CONFLUENS", "127.0.0.1", dicomPort),
                List.of(PresentationRequest.of(sopClass, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            DimseResponse response = call.on(association);
            answers.add(response.status() + " " + response.errorComment());
        } catch (IOException | DimseException | IllegalArgumentException e) {
            answers.add("no answer");
        }
    }

    private void messages() throws IOException {
        String header = "MSH|^~\\&|HIS|HOSP|||20261130||ORM^O01^ORM_O01|" + sent + "|P|2.5\r";
        String pid = "PID|||" + MARK + sent + "^^^TEST||" + MARK + "^JANE||19700101|F\r";
        String order = "ORC|NW|PL" + sent + "||||||^^^20261130093000^^S\rOBR|1|PL" + sent + "||V^V^99HIS||||||||||||||"
                + MARK.repeat(4) + "|RP1|SPS1|ANGIO1|||XA\r";
        for (String message : List.of(
                header + pid + order,
                header + pid.replace("19700101", MARK) + order,
                header + pid.replace(MARK, MARK.repeat(LONG)) + order,
                header + pid + order.replace("20261130093000", MARK),
                header + pid + order.replace("|NW|", "|" + MARK + "|"),
                header + pid + order.replace("|NW|", "|CA|"),
                header + pid + "NTE|1||" + MARK + "\r",
                header + "NTE|1||" + MARK + "\r",
                header.replace("ORM^O01^ORM_O01", "ADT^A40") + "EVN|A40\r" + pid + "MRG|" + MARK + "9^^^TEST\r",
                header.replace("ORM^O01^ORM_O01", "ADT^A08") + "EVN|A08\r" + pid,
                header.replace("|2.5", "|2.5||||||UNICODE UTF-99") + pid,
                header.replace("ORM^O01^ORM_O01", "ZZZ^Z99") + pid,
                header.replace("HIS|HOSP", "EVIL|EVIL") + pid + order,
                header.replace("|P|", "\n2026 SEVERE " + MARK + "|P|").replace("HIS|HOSP", "EVIL|HOSP") + pid,
                pid + header)) {
            answers.add(send(message, true));
        }
        send(header + pid, false);
    }

    private String send(String message, boolean whole) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hl7Port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("\u000b" + message + (whole ? "\u001c\r" : "")).getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int next = whole ? in.read() : -1; next >= 0 && next != 0x1c; next = in.read()) {
                answer.write(next);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private void requests() throws Exception {
        String item = "{\"patient\":{\"id\":\"%s\",\"name\":\"%s\"},\"modality\":\"XA\",\"start\":\"%s\"}";
        String word = MARK.repeat(LONG);
        for (String body : List.of(
                item.formatted(MARK, MARK, MARK),
                item.formatted(word, word, "2026-12-02T09:00"),
                "{\"patientId\":\"" + MARK + "\",,",
                "[".repeat(LONG) + MARK,
                "\u0000\u0001" + MARK,
                "{\"a\":" + "9".repeat(LONG) + ",\"b\":\"" + MARK + "\"}",
                "{\"values\":{\"" + MARK + "\":{\"" + MARK + "\":\"" + MARK + "\"}},\"reason\":\"" + MARK + "\"}")) {
            ask("POST", "/api/worklist", body);
            ask("PUT", "/api/worklist/step?id=" + MARK + "&study=" + MARK, body);
            ask("PUT", "/api/reports/1", body);
            ask("POST", "/api/flags/1/dismiss", body);
            ask("POST", "/api/foreign/1.2.3/settle", body);
            ask("POST", "/api/templates/mrrt", "<html><body>" + MARK + "<" + body);
        }
        String marked = URLEncoder.encode(MARK + "'\"\n\u0085", StandardCharsets.UTF_8);
        for (String path : List.of(
                "/api/reports?patient=" + marked + "&limit=" + marked,
                "/api/studies?state=" + marked,
                "/api/flags?state=" + marked,
                "/api/patients/concordance?patient=" + marked + "&issuer=" + marked,
                "/api/worklist?date=" + marked,
                "/api/worklist/" + MARK,
                "/api/" + MARK,
                "/" + MARK,
                "/api/%41" + MARK)) {
            ask("GET", path, "");
        }
    }

    /** The problem that a request was answered; a conflict (412) shows the reader both texts, which is what it is for. */
    private void ask(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Content-Type", path.endsWith("mrrt") ? "text/html" : "application/json")
                .header("If-Match", "\"1\"")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        boolean problem =
                response.headers().firstValue("Content-Type").orElse("").contains("problem+json");
        if (problem && response.statusCode() != CONFLICT) {
            answers.add(method + " " + path.replaceAll("[?/]\\S*", "") + " " + response.statusCode() + " "
                    + response.body());
        }
    }
}
