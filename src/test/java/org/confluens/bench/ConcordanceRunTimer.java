package org.confluens.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.FindResults;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/** Begins comparisons of all patients in a running service, and times them and what others ask meanwhile. */
final class ConcordanceRunTimer implements AutoCloseable {
    private static final Pattern PATIENTS = Pattern.compile("\"patients\":(\\d+)");
    private static final Pattern FAILURES = Pattern.compile("\"failures\":(\\d+)");
    private static final String MWL = UID.ModalityWorklistInformationModelFind;

    /** A run's cost a patient, without its first fifth, in which the Java machine warms up; and what others waited. */
    record Figures(double patientMillis, double reportsP95, double flagsP95, double findP95) {}

    private interface Question {
        void ask() throws Exception;
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Double> reports = new ArrayList<>();
    private final List<Double> flags = new ArrayList<>();
    private final List<Double> finds = new ArrayList<>();
    private final String today = LocalDate.now(Clock.systemDefaultZone()).format(DateTimeFormatter.BASIC_ISO_DATE);
    private final int httpPort;
    private final ClientAssociation room;

    ConcordanceRunTimer(int httpPort, int dicomPort) throws Exception {
        this.httpPort = httpPort;
        this.room = DimseClient.open(
                "BENCH",
                new RemoteAe("CONFLUENS", "127.0.0.1", dicomPort),
                List.of(PresentationRequest.of(MWL, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults());
    }

    /** Puts some of today's steps on the worklist, for the query to find. */
    void scheduleSteps(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            String step = """
                    {"patient":{"id":"BENCH%d","issuer":"BENCH","name":"DOE^JANE"},"modality":"XA","start":"%sT09:30:00",
                     "description":"Catheter venography"}""".formatted(i, LocalDate.now(Clock.systemDefaultZone()));
            send(
                    request("worklist")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(step))
                            .build(),
                    201);
        }
    }

    /** Begins a run and waits for its end. */
    Figures compareAll(int patients) throws Exception {
        begin();
        awaitPatients(patients / 5);
        long begun = System.nanoTime();
        long already = number(PATIENTS, get("concordance/runs"));
        awaitEnd();
        double millis = (System.nanoTime() - begun) / 1e6;
        String run = get("concordance/runs");
        if (number(PATIENTS, run) < patients || number(FAILURES, run) > 0) {
            throw new IllegalStateException("not every patient was compared: " + run);
        }
        if (already == patients) {
            throw new IllegalArgumentException(
                    patients + " patients are compared before a clock can be read; measure more of them");
        }
        return new Figures(
                millis / (patients - already),
                Percentile.of(95, reports),
                Percentile.of(95, flags),
                Percentile.of(95, finds));
    }

    void begin() throws Exception {
        send(
                request("concordance/runs")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                202);
    }

    void awaitPatients(long patients) throws Exception {
        while (number(PATIENTS, get("concordance/runs")) < patients) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Waits for the end of the run, asking what others would; gives how many patients were compared. */
    long awaitEnd() throws Exception {
        String run = get("concordance/runs");
        while (!run.contains("finishedAt")) {
            time(reports, () -> get("reports"));
            time(flags, () -> get("flags?limit=20"));
            time(finds, this::find);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            run = get("concordance/runs");
        }
        return number(PATIENTS, run);
    }

    private static void time(List<Double> times, Question question) throws Exception {
        long asked = System.nanoTime();
        question.ask();
        times.add((System.nanoTime() - asked) / 1e6);
    }

    private void find() throws Exception {
        FindResults results = room.find(
                MWL,
                Dataset.builder()
                        .put(Tag.PatientName, "")
                        .putItems(
                                Tag.ScheduledProcedureStepSequence,
                                Dataset.builder()
                                        .put(Tag.Modality, "XA")
                                        .put(Tag.ScheduledProcedureStepStartDate, today)
                                        .build())
                        .build());
        int answers = 0;
        while (results.next().isPresent()) {
            answers++;
        }
        if (!results.outcome().status().isSuccess() || answers == 0) {
            throw new IOException(
                    "the worklist answered " + results.outcome().status() + " after " + answers + " answers");
        }
    }

    private String get(String path) throws Exception {
        return send(request(path).GET().build(), 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/api/" + path))
                .timeout(Duration.ofMinutes(1));
    }

    private String send(HttpRequest request, int wanted) throws Exception {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != wanted) {
            throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static long number(Pattern pattern, String json) {
        Matcher matcher = pattern.matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        room.close();
    }
}
