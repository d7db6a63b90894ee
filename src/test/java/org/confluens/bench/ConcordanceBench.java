package org.confluens.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares all patients of a database again: a tenth of them, then all, then all with the service killed on the way. Says
 * what one patient costs at both sizes, how long a list of flags takes meanwhile, and whether the killed run ended with
 * every patient compared.
 */
final class ConcordanceBench {
    private static final Pattern PATIENTS = Pattern.compile("\"patients\":(\\d+)");
    private static final Pattern FAILURES = Pattern.compile("\"failures\":(\\d+)");

    private final Path root;
    private final Path work;
    private final int httpPort;
    private final int dicomPort;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Double> latencies = new ArrayList<>();

    private ConcordanceBench(Path root, Path work) throws IOException {
        this.root = root;
        this.work = work;
        this.httpPort = Receiver.freePort();
        this.dicomPort = Receiver.freePort();
    }

    /** Arguments: the folder of the sources, a folder to work in, the number of patients. */
    public static void main(String[] arguments) throws Exception {
        int patients = Integer.parseInt(arguments[2]);
        new ConcordanceBench(Path.of(arguments[0]), Path.of(arguments[1])).measure(patients);
    }

    @SuppressWarnings("try")
    private void measure(int patients) throws Exception {
        start().close();
        int tenth = Math.max(1, patients / 10);
        fill(0, tenth);
        double smallSeconds;
        try (Receiver service = start()) {
            compareAll(tenth);
            smallSeconds = compareAll(tenth);
        }
        fill(tenth, patients);
        double allSeconds;
        try (Receiver service = start()) {
            latencies.clear();
            allSeconds = compareAll(patients);
        }
        long afterKill = killedOnTheWay(patients);
        report(patients, smallSeconds / tenth, allSeconds / patients, afterKill == patients);
    }

    private void report(int patients, double smallCost, double cost, boolean complete) {
        Collections.sort(latencies);
        double p99 = latencies.get((int) Math.min(latencies.size() - 1, latencies.size() * 0.99));
        System.out.printf(Locale.ROOT, "%-52s %12.3f ms%n", "one patient of " + patients / 10, smallCost * 1000);
        System.out.printf(Locale.ROOT, "%-52s %12.3f ms%n", "one patient of " + patients, cost * 1000);
        System.out.printf(Locale.ROOT, "%-52s %12.1f ms%n", "a list of flags meanwhile, 99th percentile", p99);
        System.out.printf(
                Locale.ROOT, "%-52s %15s%n", "killed on the way, every patient compared in the end", complete);
        System.out.printf(
                Locale.ROOT,
                "{\"patients\":%d,\"patient_ms\":%.3f,\"cost_growth\":%.3f,\"flags_p99_ms\":%.1f,\"restart_complete\":%b}%n",
                patients,
                cost * 1000,
                cost / smallCost,
                p99,
                complete);
    }

    private Receiver start() throws IOException {
        Map<String, String> environment = Map.of(
                "CONFLUENS_DICOM_PORT", String.valueOf(dicomPort),
                "CONFLUENS_HTTP_PORT", String.valueOf(httpPort),
                "CONFLUENS_DATA_DIR", work.resolve("data").toString());
        Receiver service = Receiver.start(
                "confluens",
                httpPort,
                work,
                environment,
                List.of(root.resolve("deploy/run").toString()));
        service.awaitLog("Confluens: ready");
        return service;
    }

    private void fill(int from, int to) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:" + work.resolve("data/confluens")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "confluens",
                "")) {
            new ConcordanceStock(connection).fill(from, to);
        }
    }

    /** Begins a run and waits for its end; the seconds that it took. */
    private double compareAll(int patients) throws Exception {
        long begun = System.nanoTime();
        begin();
        String run = awaitEnd();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (number(PATIENTS, run) < patients || number(FAILURES, run) > 0) {
            throw new IllegalStateException("not every patient was compared: " + run);
        }
        return seconds;
    }

    @SuppressWarnings("try")
    private long killedOnTheWay(int patients) throws Exception {
        try (Receiver service = start()) {
            begin();
            while (number(PATIENTS, get("concordance/runs")) < patients / 5) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            ProcessHandle.of(service.pid()).ifPresent(handle -> {
                handle.descendants().forEach(ProcessHandle::destroyForcibly);
                handle.destroyForcibly();
            });
        }
        try (Receiver service = start()) {
            return number(PATIENTS, awaitEnd());
        }
    }

    private String awaitEnd() throws Exception {
        String run = get("concordance/runs");
        while (!run.contains("finishedAt")) {
            long asked = System.nanoTime();
            get("flags?limit=20");
            latencies.add((System.nanoTime() - asked) / 1e6);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            run = get("concordance/runs");
        }
        return run;
    }

    private void begin() throws Exception {
        send(
                request("concordance/runs")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                202);
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
}
