package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.confluens.app.RunningService;
import org.confluens.peer.PeerProgram;
import org.confluens.security.RawHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service behind a proxy on the same machine that ends TLS and adds a line of its own to X-Forwarded-For. */
class BehindProxyIT {

    private static final String PASSWORD = "correct horse";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /** An empty SETTINGS frame (RFC 9113 section 6.5). */
    private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

    private static final int HTTP_PORT = PeerProgram.freePort();

    @TempDir
    private static Path folder;

    private static RunningService service;
    private final RawHttp http = new RawHttp(HTTP_PORT);

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT", String.valueOf(PeerProgram.freePort()),
                        "CONFLUENS_HTTP_PORT", String.valueOf(HTTP_PORT),
                        "CONFLUENS_HTTP_PROXY", "127.0.0.1",
                        "CONFLUENS_DATA_DIR", folder.resolve("data").toString(),
                        "CONFLUENS_INTAKE_FREE_SPACE", "64",
                        "CONFLUENS_SECURITY_USERS",
                                UserFiles.write(folder, "rita:reader:" + PasswordHashes.fast(PASSWORD) + "\n")),
                folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void staysAtTheAddressOfTheBrowserWhenItRedirects() throws IOException {
        Answer login = login(from("192.0.2.9"), PASSWORD);
        assertThat(login.status()).isEqualTo(302);
        assertThat(login.headers().get("location")).isEqualTo("/flags.html?x=1");
        assertThat(login.headers().get("set-cookie")).contains("Secure");
        String cookie = "Cookie: " + login.headers().get("set-cookie").split(";")[0] + "\r\n";

        assertThat(http.send("GET", "/flags.html", from("192.0.2.9"), "", "")
                        .headers()
                        .get("location"))
                .isEqualTo("/login?next=%2Fflags.html");
        assertThat(http.send("POST", "/logout", from("192.0.2.9") + cookie, "", "")
                        .headers()
                        .get("location"))
                .isEqualTo("/login");
    }

    @Test
    void answersNothingThatCameToTheProxyInTheClear() throws IOException {
        String clear = "X-Forwarded-For: 192.0.2.9\r\nX-Forwarded-Proto: http\r\n";
        assertThat(http.send("GET", "/login", clear, "", "").status()).isEqualTo(403);
        assertThat(http.send("GET", "/api/session", clear + RawHttp.login("rita", PASSWORD), "", "")
                        .status())
                .isEqualTo(403);
        assertThat(http.send("GET", "/health/live", clear, "", "").status()).isEqualTo(200);
    }

    @Test
    void countsTriesByTheLineOfTheProxyWhateverTheBrowserSentBeforeIt() throws IOException {
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            Answer answer = login("X-Forwarded-For: 198.51.100." + i + "\r\n" + from("192.0.2.66"), "guess" + i);
            assertThat(answer.status()).isIn(401, 429);
            refused += answer.status() == 429 ? 1 : 0;
        }
        assertThat(refused).as("guesses that were not looked at").isGreaterThan(10);
    }

    @Test
    void speaksNoProtocolThatAProxyWouldPassOnWithoutLookingIn() throws IOException {
        String upgrade =
                "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";
        assertThat(beginning(upgrade, "HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
        assertThat(beginning(PREFACE + SETTINGS, "HTTP/".length())).isIn("", "HTTP/");
    }

    /** How the answer to these bytes begins. */
    private String beginning(String bytes, int length) throws IOException {
        try (Socket socket = http.open()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
        }
    }

    private static String from(String browser) {
        return "X-Forwarded-For: " + browser + "\r\nX-Forwarded-Proto: https\r\n";
    }

    private Answer login(String headers, String password) throws IOException {
        String form = "name=rita&password=" + password.replace(' ', '+') + "&next=/flags.html?x%3D1";
        return http.send("POST", "/login", headers, FORM, form);
    }
}
