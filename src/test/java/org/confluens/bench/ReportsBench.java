package org.confluens.bench;

import jakarta.json.JsonObject;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Uids;
import org.confluens.report.ReadingRoom;
import org.confluens.report.seal.SealDatabase;
import org.confluens.report.seal.SealKey;

/**
 * How long the service takes to answer for a report, and for the reading list, with many reports stored. The first reports
 * come by DICOM and are read over the API, in every state of their life; the others are made from them.
 */
final class ReportsBench {

    private static final int MODELS = 30;
    private static final int WARM_UP = 1500;
    private static final int REQUESTS = 2000;
    private static final int MANY = 8;

    private final Path root;
    private final Path work;
    private final int httpPort;
    private final int dicomPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private ReportsBench(Path root, Path work) throws IOException {
        this.root = root;
        this.work = work;
        this.httpPort = Receiver.freePort();
        this.dicomPort = Receiver.freePort();
    }

    /** Arguments: the folder of the sources, a folder to work in, the number of reports. */
    public static void main(String[] arguments) throws Exception {
        new ReportsBench(Path.of(arguments[0]), Path.of(arguments[1])).measure(Integer.parseInt(arguments[2]));
    }

    @SuppressWarnings("try")
    private void measure(int reports) throws Exception {
        try (Receiver service = start()) {
            readModels();
        }
        multiply(reports);
        try (Receiver service = start()) {
            long[] ids = ids();
            Random random = new Random(7);
            Supplier<String> one = () -> "reports/" + ids[random.nextInt(ids.length)];
            Supplier<String> list = () -> "reports?state=DRAFT,IN_PROGRESS,COMPLETED";
            time(one, 1, WARM_UP);
            time(list, 1, WARM_UP / 10);
            List<Double> alone = time(one, 1, REQUESTS);
            List<Double> together = time(one, MANY, REQUESTS);
            List<Double> lists = time(list, 1, REQUESTS / 10);
            print("one report, 1 client", alone);
            print("one report, " + MANY + " clients", together);
            print("the reading list, 1 client", lists);
            System.out.printf(
                    Locale.ROOT,
                    "{\"reports\":%d,\"report_p95_ms\":%.1f,\"report_%d_clients_p95_ms\":%.1f,\"list_p95_ms\":%.1f}%n",
                    reports,
                    Percentile.of(95, alone),
                    MANY,
                    Percentile.of(95, together),
                    Percentile.of(95, lists));
        }
    }

    private Receiver start() throws IOException {
        return Receiver.service(root, work, httpPort, dicomPort, Map.of("CONFLUENS_STUDY_STABLE_AFTER", "200ms"));
    }

    /** Reports from drafts to amended ones, a fifth of each. */
    private void readModels() throws IOException {
        System.setProperty("it.dicom.port", String.valueOf(dicomPort));
        ReadingRoom room = new ReadingRoom(URI.create("http://127.0.0.1:" + httpPort + "/"));
        for (int i = 0; i < MODELS; i++) {
            long id = room.draft(Uids.create(), "MODEL" + i);
            int far = i % 5;
            if (far > 0) {
                room.fill(id, "IJV-L-J1");
            }
            if (far > 1) {
                room.post("reports/" + id + "/complete", "{}");
            }
            if (far > 2) {
                room.verify(id, "READER^RITA");
            }
            if (far > 3) {
                room.post("reports/" + id + "/amend", "{}");
                room.post("reports/" + id + "/complete", "{}");
                room.verify(id, "SENIOR^SAM");
            }
        }
    }

    private void multiply(int reports) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:file:" + work.resolve("data/confluens")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "confluens",
                EmbeddedPasswordFile.in(work.resolve("data")))) {
            new ReportsStock(connection).fill(reports);
            SealDatabase.sealAll(
                    connection,
                    SealKey.open(Settings.of(
                            Map.of("confluens.data-dir", work.resolve("data").toString()))));
            connection.commit();
        }
    }

    private long[] ids() {
        ReadingRoom room = new ReadingRoom(URI.create("http://127.0.0.1:" + httpPort + "/"));
        return List.of("DRAFT", "IN_PROGRESS", "COMPLETED", "VERIFIED").stream()
                .flatMap(state -> room
                        .get("reports?limit=500&state=" + state)
                        .json()
                        .getJsonArray("reports")
                        .getValuesAs(JsonObject.class)
                        .stream())
                .flatMapToLong(row -> LongStream.of(row.getJsonNumber("id").longValue()))
                .toArray();
    }

    /** The milliseconds of each request. */
    private List<Double> time(Supplier<String> path, int clients, int requests) throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            paths.add(path.get());
        }
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Double>> calls =
                    paths.stream().<Callable<Double>>map(one -> () -> get(one)).toList();
            List<Double> times = new ArrayList<>();
            for (Future<Double> call : pool.invokeAll(calls)) {
                times.add(call.get());
            }
            return times;
        } finally {
            pool.shutdown();
        }
    }

    private double get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/api/" + path))
                .timeout(Duration.ofMinutes(1))
                .build();
        long begun = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double milliseconds = (System.nanoTime() - begun) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return milliseconds;
    }

    private static void print(String what, List<Double> times) {
        System.out.printf(
                Locale.ROOT,
                "%-36s p50 %8.1f ms   p95 %8.1f ms   p99 %8.1f ms   mean %8.1f ms%n",
                what,
                Percentile.of(50, times),
                Percentile.of(95, times),
                Percentile.of(99, times),
                times.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }
}
