package org.confluens.app.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

/** Modalities, a radiologist and an order system, all at work until the service dies under them. */
final class HospitalLoad {

    private static final String SEGMENT = "IJV-L-J1";
    private static final int ANSWER_MILLIS = 20_000;
    private static final long REST_NANOS = 150_000_000;

    private final Acknowledged acknowledged;
    private final int dicomPort;
    private final int hl7Port;
    private final RestClient http;
    private final Radiologist radiologist;
    private final AtomicInteger numbers = new AtomicInteger();
    private final String run = Long.toString(System.nanoTime(), 36).toUpperCase(java.util.Locale.ROOT);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Work of one kind, begun again and again. */
    private interface Work {
        void once() throws IOException;
    }

    HospitalLoad(Acknowledged acknowledged, int dicomPort, int httpPort, int hl7Port) {
        this.acknowledged = acknowledged;
        this.dicomPort = dicomPort;
        this.hl7Port = hl7Port;
        this.http = new RestClient("http://127.0.0.1:" + httpPort);
        this.radiologist = new Radiologist(http);
    }

    void start() {
        stopped = false;
        for (Work work : List.<Work>of(this::storeStudy, this::read, this::order, this::perform)) {
            Thread thread = new Thread(() -> repeat(work));
            threads.add(thread);
            thread.start();
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    private void repeat(Work work) {
        while (!stopped) {
            try {
                work.once();
            } catch (IOException | RuntimeException deadUnderUs) {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
    }

    private void storeStudy() throws IOException {
        int number = numbers.incrementAndGet();
        SamplePatient patient =
                new SamplePatient("DOE^JANE", "KILL-" + run + "-" + number, "19710301", "F", true, Uids.create());
        RemoteAe confluens = new RemoteAe("CONFLUENS", "127.0.0.1", dicomPort);
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian));
        try (ClientAssociation association =
                DimseClient.open("MR" + number, confluens, contexts, ClientOptions.defaults())) {
            for (Dataset image : new SampleStudies(LocalDateTime.now()).mrVenography(patient)) {
                if (!association.store(image).isDone()) {
                    throw new IOException("refused");
                }
                acknowledged.image(patient.mrStudy(), image.string(Tag.SOPInstanceUID, ""));
            }
        }
        acknowledged.studies.put(patient.mrStudy(), patient);
        LockSupport.parkNanos(REST_NANOS);
    }

    /** Completes and signs whatever report is not signed yet, step by step. */
    private void read() throws IOException {
        for (SamplePatient patient : acknowledged.studies.values()) {
            if (stopped) {
                return;
            }
            JsonObject report =
                    radiologist.report(patient.mrStudy(), patient.id()).orElse(null);
            if (report != null && !report.getString("state").equals("VERIFIED")) {
                sign(report);
            }
        }
    }

    private void sign(JsonObject report) throws IOException {
        int id = report.getInt("id");
        if (!report.getString("state").equals("COMPLETED")) {
            radiologist.fill(report, Map.of(SEGMENT, 70), "As found, segment by segment.");
            acknowledged.reports.put(id, "IN_PROGRESS");
            http.post("/api/reports/" + id + "/complete", JsonValue.EMPTY_JSON_OBJECT);
            acknowledged.reports.put(id, "COMPLETED");
        }
        JsonObject observer =
                Json.createObjectBuilder().add("name", "READER^RITA").build();
        JsonObject verified =
                http.post("/api/reports/" + id + "/verify", observer).asJsonObject();
        acknowledged.reports.put(id, "VERIFIED");
        verified.getJsonArray("versions").getValuesAs(JsonObject.class).stream()
                .filter(version -> version.containsKey("verifiedBy"))
                .forEach(version -> acknowledged.signed.put(id, version.getString("sopInstanceUid")));
    }

    private void order() throws IOException {
        List<String> again = acknowledged.unanswered.poll();
        String step = again == null ? "K" + run.substring(run.length() - 5) + numbers.incrementAndGet() : again.get(0);
        String message = again == null ? message(step) : again.get(1);
        try {
            if (answer(message).contains("\rMSA|AA|")) {
                acknowledged.steps.put(step, "SCHEDULED");
            } else {
                throw new IOException("not taken");
            }
        } catch (IOException e) {
            acknowledged.unanswered.add(List.of(step, message));
            throw e;
        }
        LockSupport.parkNanos(REST_NANOS);
    }

    private static String message(String step) {
        return "MSH|^~\\&|HIS|WARD|CONFLUENS|LAB|20261123080000||ORM^O01|M" + step + "|P|2.5\rPID|||P" + step
                + "^^^TEST||DOE^JANE\rORC|NW|PL" + step + "|||||^^^"
                + java.time.LocalDate.now().toString().replace("-", "")
                + "093000\rOBR|1|PL" + step + "||VENO^Venography^99HIS||||||||||||||A" + step + "|R" + step + "|" + step
                + "|ANGIO1|||XA\r";
    }

    private String answer(String message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hl7Port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (int next = in.read(); next != 0x1c; next = in.read()) {
                if (next < 0) {
                    throw new IOException("no answer");
                }
                answer.write(next);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** Begins and ends a step that was ordered. */
    private void perform() throws IOException {
        Map.Entry<String, String> waiting = acknowledged.steps.entrySet().stream()
                .filter(step -> step.getValue().equals("SCHEDULED"))
                .findAny()
                .orElseThrow(() -> new IOException("nothing is scheduled"));
        String step = waiting.getKey();
        Settings settings = Settings.of(Map.of("confluens.dicom.port", String.valueOf(dicomPort)));
        List<Dataset> items = new Modality("ANGIO1", settings).worklist("P" + step, "XA");
        if (items.isEmpty()) {
            throw new IOException("the worklist lacks step " + step);
        }
        PerformedStep performed = new PerformedStep(new RemoteAe("CONFLUENS_WL", "127.0.0.1", dicomPort), items.get(0));
        acknowledged.steps.put(step, "BEGINNING");
        performed.begin();
        acknowledged.steps.put(step, "IN_PROGRESS");
        performed.complete();
        acknowledged.steps.put(step, "COMPLETED");
    }
}
