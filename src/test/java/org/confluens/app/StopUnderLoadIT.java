package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.confluens.config.Settings;
import org.confluens.peer.PeerProgram;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start under the eyes of clients that come too early, and a stop while images come in. */
class StopUnderLoadIT {

    private static final Duration START = Duration.ofMinutes(4);
    private static final int LOAD = 300;
    private static final int NEW_PATIENTS = 3_000;
    private static final Duration LOAD_AT_MOST = Duration.ofSeconds(15);
    private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

    /** Which are refused like the API's once the service stops. */
    private static final List<String> OTHERS = List.of(
            "GET /", "HEAD /", "HEAD /api/studies", "PUT /nowhere", "GET /index.html", "POST /login", "GET /nowhere");

    private static final Answer NOBODY = new Answer(0, false);
    private static final Answer LATER = new Answer(503, true);

    @TempDir
    private Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int hl7Port = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** What the API said, without repetitions: a status and whether it was a problem document that says when to come back. */
    private record Answer(int status, boolean whole) {}

    /** How a stop is asked for. */
    @FunctionalInterface
    private interface Request {
        void to(RunningService service) throws Exception;
    }

    /** SIGTERM, because whoever starts the test may have it ignore the others. */
    @RepeatedTest(2)
    void leavesNothingInTheJournalWhenTheSignalReachesTheServerItself() throws Exception {
        leavesNothingInTheJournal(service -> service.signalServer("TERM"), 143);
    }

    /** As a service manager ends a control group. */
    @Test
    void leavesNothingInTheJournalWhenTheSignalReachesScriptAndServer() throws Exception {
        leavesNothingInTheJournal(
                service -> {
                    service.signalServer("TERM");
                    service.signal();
                },
                0);
    }

    @Test
    void opensDicomAndHl7AfterTheApiAndLeavesNothingInTheJournalWhenItStops() throws Exception {
        leavesNothingInTheJournal(RunningService::signal, 0);
    }

    private void leavesNothingInTheJournal(Request stop, int exitCode) throws Exception {
        Set<String> acknowledged = new HashSet<>();
        try (RunningService service = RunningService.begin(settings(), folder)) {
            List<Answer> starting = untilOpen();
            assertThat(starting).as("answers before DICOM was open").allSatisfy(StopUnderLoadIT::isProper);
            assertThat(answer().status()).as("the API, once DICOM is open").isEqualTo(200);

            List<SteadySender> senders = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                senders.add(SteadySender.start(dicomPort, Duration.ZERO));
            }
            while (acknowledgedBy(senders) < LOAD) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
            stop.to(service);
            long before = System.nanoTime();
            List<Answer> stopping = untilGone();
            assertThat(service.ended()).isEqualTo(exitCode);
            System.out.printf(
                    "stopped in %d ms%n",
                    Duration.ofNanos(System.nanoTime() - before).toMillis());
            assertThat(stopping).as("answers while it stopped").allSatisfy(StopUnderLoadIT::isProper);
            assertThat(stopping).extracting(Answer::status).contains(503);
            for (SteadySender sender : senders) {
                sender.close();
                acknowledged.addAll(sender.acknowledged());
            }
        }
        List<String> found = instances();
        System.out.printf(
                "acknowledged %d, in the database at the stop %d, left in the journal %d%n",
                acknowledged.size(), found.size(), left(acknowledged, found));
        assertThat(found).containsAll(acknowledged);
    }

    @Test
    void bringsImagesOfThousandsOfNewPatientsToTheDatabaseWhenItStops() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        Duration took;
        try (RunningService service = RunningService.start(settings(), folder)) {
            List<SteadySender> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                senders.add(SteadySender.ofNewPatients(dicomPort));
            }
            long end = System.nanoTime() + LOAD_AT_MOST.toNanos();
            while (acknowledgedBy(senders) < NEW_PATIENTS && System.nanoTime() < end) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
            long before = System.nanoTime();
            assertThat(service.terminate()).isZero();
            took = Duration.ofNanos(System.nanoTime() - before);
            for (SteadySender sender : senders) {
                sender.close();
                acknowledged.addAll(sender.acknowledged());
            }
        }
        long left = left(acknowledged, instances());
        try (RunningService service = RunningService.start(settings(), folder)) {
            service.terminate();
        }
        List<String> atLast = instances();
        System.out.printf(
                "new patients: acknowledged %d, stopped in %d ms, left in the journal %d, lost %d, doubled %d%n",
                acknowledged.size(),
                took.toMillis(),
                left,
                left(acknowledged, atLast),
                atLast.size() - new HashSet<>(atLast).size());
        assertThat(left).as("acknowledged and left in the journal").isZero();
        assertThat(atLast).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private static int acknowledgedBy(List<SteadySender> senders) {
        return senders.stream().mapToInt(sender -> sender.acknowledged().size()).sum();
    }

    private static long left(Collection<String> acknowledged, Collection<String> found) {
        Set<String> there = Set.copyOf(found);
        return acknowledged.stream().filter(one -> !there.contains(one)).count();
    }

    private static void isProper(Answer answer) {
        assertThat(answer.status()).isIn(0, 200, 503);
        assertThat(answer.status() != 503 || answer.whole())
                .as("a problem document")
                .isTrue();
    }

    /** The API is asked first: an answer 0 means that there is nobody to ask. */
    private List<Answer> untilOpen() {
        List<Answer> seen = new ArrayList<>();
        long end = System.nanoTime() + START.toNanos();
        while (!isOpen(dicomPort) && !isOpen(hl7Port)) {
            note(seen);
            assertThat(System.nanoTime()).as("time to start").isLessThan(end);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return seen;
    }

    private List<Answer> untilGone() {
        List<Answer> seen = new ArrayList<>();
        long end = System.nanoTime() + START.toNanos();
        int asked = 0;
        while (seen.isEmpty() || seen.get(seen.size() - 1).status() != 0) {
            note(seen);
            if (seen.get(seen.size() - 1).status() == 503) {
                String[] other = OTHERS.get(asked++ % OTHERS.size()).split(" ");
                assertThat(answer(other[0], other[1]))
                        .as("%s %s", (Object[]) other)
                        .isIn(NOBODY, LATER);
            }
            assertThat(System.nanoTime()).as("time to stop").isLessThan(end);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return seen;
    }

    private void note(List<Answer> seen) {
        Answer answer = answer();
        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(answer)) {
            seen.add(answer);
        }
    }

    private Answer answer() {
        return answer("GET", "/api/studies");
    }

    private Answer answer(String method, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(30))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            boolean problem = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("application/problem+json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(),
                    problem && response.headers().firstValue("Retry-After").isPresent());
        } catch (IOException e) {
            return new Answer(0, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Who tries a closed port often enough is connected to himself some time: then both ends are the same port. */
    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getLocalPort() != port;
        } catch (IOException refused) {
            return false;
        }
    }

    private List<String> instances() throws SQLException {
        List<String> found = new ArrayList<>();
        Settings settings =
                Settings.of(Map.of("confluens.data-dir", folder.resolve("data").toString()));
        try (Connection connection = new ConfluensDataSource(settings).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select sop_instance_uid from instance")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private Map<String, String> settings() {
        return Map.of(
                "CONFLUENS_DICOM_PORT", String.valueOf(dicomPort),
                "CONFLUENS_HTTP_PORT", String.valueOf(httpPort),
                "CONFLUENS_HL7_PORT", String.valueOf(hl7Port),
                "CONFLUENS_INTAKE_FREE_SPACE", "64",
                "CONFLUENS_JVM_OPTIONS", "-XX:TieredStopAtLevel=1",
                "CONFLUENS_DATA_DIR", folder.resolve("data").toString());
    }
}
