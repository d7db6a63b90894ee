package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.confluens.app.RunningService;
import org.confluens.peer.PeerProgram;
import org.confluens.security.RawHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins and bodies that are meant to use the service up, while somebody else works with it. */
class LoginFloodIT {

    private static final String PASSWORD = "correct horse";
    private static final int FLOOD = 300;
    private static final int MOST_CONNECTIONS = 600;
    private static final int ANSWERS_WITHIN_MILLIS = 20_000;

    @TempDir
    private static Path folder;

    private static final int HTTP_PORT = PeerProgram.freePort();
    private static final RawHttp HTTP = new RawHttp(HTTP_PORT);
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        StringBuilder users = new StringBuilder();
        for (String name : List.of("rita:reader", "boss:admin", "sam:signer")) {
            users.append(name).append(':').append(PasswordHash.of(PASSWORD.toCharArray()));
            users.append('\n');
        }
        service = RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT", String.valueOf(PeerProgram.freePort()),
                        "CONFLUENS_HTTP_PORT", String.valueOf(HTTP_PORT),
                        "CONFLUENS_HTTP_BODY_TIMEOUT", "3s",
                        "CONFLUENS_HTTP_MAX_CONNECTIONS", String.valueOf(MOST_CONNECTIONS),
                        "CONFLUENS_DATA_DIR", folder.resolve("data").toString(),
                        "CONFLUENS_INTAKE_FREE_SPACE", "64",
                        "CONFLUENS_SECURITY_USERS", UserFiles.write(folder, users.toString())),
                folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void answersHealthAndWhoIsLoggedInDuringAFloodOfLogins() throws Exception {
        assertThat(get("/api/session", "rita").status()).isEqualTo(200);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(FLOOD);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                int number = i;
                statuses.add(
                        threads.submit(() -> login("nobody" + number, "guess").status()));
            }
            Future<?> ended = threads.submit((Callable<Void>) () -> {
                for (Future<Integer> status : statuses) {
                    status.get();
                }
                over.set(true);
                return null;
            });
            int rounds = 0;
            while (!over.get() || rounds == 0) {
                assertThat(HTTP.get("/health/ready").status()).isEqualTo(200);
                assertThat(get("/api/session", "rita").status()).isIn(200, 429);
                rounds++;
            }
            ended.get();
            Map<Integer, Long> counts = new TreeMap<>();
            for (Future<Integer> status : statuses) {
                counts.merge(status.get(), 1L, Long::sum);
            }
            assertThat(counts.keySet()).isSubsetOf(401, 429);
            assertThat(counts.get(429)).as("logins that were not looked at").isGreaterThan(200);
            assertThat(get("/api/session", "rita").status()).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void letsAnAdministratorInAfterManyWrongTriesOfOthers() throws IOException {
        insist("boss");
        for (int i = 0; i < 30; i++) {
            assertThat(login("boss", "guess" + i).status()).isIn(401, 429);
        }
        assertThat(login("boss", PASSWORD).status()).isEqualTo(302);
    }

    @Test
    void letsANewUserInAfterEightWrongTries() throws IOException {
        for (int i = 0; i < 8; i++) {
            assertThat(login("sam", "guess" + i).status()).isIn(401, 429);
        }
        insist("sam");
    }

    @Test
    void answersHealthWhileBodiesComeSlowlyAndEndsThem() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < FLOOD; i++) {
                Socket socket = HTTP.open();
                slow.add(socket);
                HTTP.begin(socket, "POST /login HTTP/1.1\r\n", "Content-Length: 1000\r\n\r\nname=");
            }
            assertThat(HTTP.get("/health/ready").status()).isEqualTo(200);
            Map<Integer, Long> statuses = slow.stream()
                    .map(LoginFloodIT::drip)
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
            assertThat(statuses.keySet()).isSubsetOf(408, 429);
            assertThat(statuses.get(408)).isPositive();
            assertThat(HTTP.get("/health/ready").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "40, ''", "1, GET / HTTP/1.1", "40, GET / HTTP/1.1"})
    void keepsConnectionsThatAskNothingWithinTheirNumberAndAnswersOthers(int addresses, String begun) throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * MOST_CONNECTIONS; i++) {
                Socket socket = from("127.0.4." + (i % addresses + 1));
                idle.add(socket);
                if (i < MOST_CONNECTIONS / 2) {
                    socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(HTTP.get("/health/ready").status()).isEqualTo(200);
            for (int i = 1; i <= 20; i++) {
                try (Socket other = from("127.0.3." + i)) {
                    HTTP.begin(other, "GET /login.css HTTP/1.1\r\n", "\r\n");
                    assertThat(RawHttp.read(other).status()).isEqualTo(200);
                }
            }
            assertThat(idle.stream().filter(LoginFloodIT::isOpen).count())
                    .isBetween(MOST_CONNECTIONS / 2L, (long) MOST_CONNECTIONS);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void refusesALoginThatIsLargeAndKeepsNothingOfIt() throws IOException {
        assertThat(login("n".repeat(2_000_000), "x").status()).isEqualTo(413);
        assertThat(login("n".repeat(65), "x").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "{\"replace\": 1e999999999}",
                "DEEP",
                "DEEPER",
                "{",
                "[]",
                "{\"a\":nan}",
                "null",
                "\"text\"",
                "5",
                "\u0000"
            })
    void answersJsonThatNoReaderCanTakeWith400AndNoTrace(String json) throws IOException {
        String body = json.equals("DEEP")
                ? "[".repeat(100_000) + "]".repeat(100_000)
                : json.equals("DEEPER") ? "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) : json;
        for (String path : List.of("/api/worklist", "/api/reports/1/verify", "/api/flags/1/dismiss")) {
            Answer answer = HTTP.send("POST", path, RawHttp.login("boss", PASSWORD), "application/json", body);
            assertThat(answer.status()).as(path).isIn(400, 404, 428);
            assertThat(answer.isProblem()).as(path).isTrue();
        }
        assertThat(Files.readString(folder.resolve("data/confluens.log"), StandardCharsets.UTF_8))
                .doesNotContain("incident")
                .doesNotContain("StackOverflowError");
    }

    @Test
    void refusesJsonInAnotherEncodingAndTooLargeABody() throws IOException {
        String login = RawHttp.login("boss", PASSWORD);
        assertThat(HTTP.send("POST", "/api/worklist", login, "application/json; charset=IBM037", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(HTTP.send("POST", "/api/worklist", login, "application/json", " ".repeat(3 << 20))
                        .status())
                .isEqualTo(413);
    }

    /** Logs in, and waits as it is told to where tries from this address are slow by now. */
    private static void insist(String name) throws IOException {
        Answer answer = login(name, PASSWORD);
        for (int i = 0; i < 20 && answer.status() == 429; i++) {
            int seconds = Integer.parseInt(answer.headers().get("retry-after"));
            assertThat(seconds).isBetween(1, 10);
            LockSupport.parkNanos(seconds * 1_100_000_000L);
            answer = login(name, PASSWORD);
        }
        assertThat(answer.status()).isEqualTo(302);
    }

    /** Sends a byte now and then until the service has enough of it, and reads its answer. */
    private static int drip(Socket socket) {
        try {
            for (int i = 0; i < 600 && socket.getInputStream().available() == 0; i++) {
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                LockSupport.parkNanos(20_000_000);
            }
            return RawHttp.read(socket).status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket from(String address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", HTTP_PORT));
        socket.setSoTimeout(ANSWERS_WITHIN_MILLIS);
        return socket;
    }

    /** Whether the service has not closed it; one that asks nothing is told nothing. */
    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Answer get(String path, String user) throws IOException {
        return HTTP.send("GET", path, RawHttp.login(user, PASSWORD), "", "");
    }

    private static Answer login(String name, String password) throws IOException {
        String body = "name=" + name + "&password=" + password.replace(' ', '+') + "&next=%2F";
        return HTTP.send("POST", "/login", "", "application/x-www-form-urlencoded", body);
    }
}
