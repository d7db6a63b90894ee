package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.confluens.app.RunningService;
import org.confluens.peer.PeerProgram;
import org.confluens.security.RawHttp.Answer;
import org.confluens.security.ResourceMethods.Door;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every method of the API, asked for by nobody and by every role, by its own address and by many spellings of it. */
class AmbiguousPathIT {

    private static final String PASSWORD = "correct horse";
    private static final List<String> ROLES = List.of("", "viewer", "reader", "signer", "admin");

    @TempDir
    private static Path folder;

    private static final int HTTP_PORT = PeerProgram.freePort();
    private static final RawHttp HTTP = new RawHttp(HTTP_PORT);
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        StringBuilder users = new StringBuilder();
        for (String role : ROLES.subList(1, ROLES.size())) {
            users.append(role).append(':').append(role).append(':');
            users.append(PasswordHash.of(PASSWORD.toCharArray())).append(":DOE^JANE:TEST\n");
        }
        service = RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT", String.valueOf(PeerProgram.freePort()),
                        "CONFLUENS_HTTP_PORT", String.valueOf(HTTP_PORT),
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
    void everyMethodNamesARoleThatThereIs() {
        List<Door> doors = ResourceMethods.all();
        assertThat(doors).hasSizeGreaterThan(40);
        assertThat(doors).allSatisfy(door -> {
            assertThat(door.roles()).isNotEmpty();
            assertThat(Set.of(Roles.VIEWER, Roles.READER, Roles.SIGNER, Roles.ADMIN))
                    .containsAll(door.roles());
        });
    }

    @Test
    void letsInWhomTheMethodNamesAndNobodyElse() throws IOException {
        SoftAssertions answers = new SoftAssertions();
        for (Door door : ResourceMethods.all()) {
            for (String role : ROLES) {
                Answer answer = ask(door, role);
                String what = door + " as " + role;
                if (role.isEmpty()) {
                    answers.assertThat(answer.status()).as(what).isEqualTo(401);
                } else if (Roles.including(Set.of(role)).containsAll(door.roles())) {
                    answers.assertThat(answer.status()).as(what).isNotIn(401, 403, 500);
                } else {
                    answers.assertThat(answer.status()).as(what).isEqualTo(403);
                    answers.assertThat(answer.isProblem()).as(what).isTrue();
                }
            }
        }
        answers.assertAll();
    }

    @Test
    void refusesEverySpellingOfAnAddressWhoeverAsks() throws IOException {
        SoftAssertions answers = new SoftAssertions();
        for (Door door : ResourceMethods.all()) {
            for (Map.Entry<String, String> spelling : spellings(door.path()).entrySet()) {
                for (String role : ROLES) {
                    Answer answer = ask(door.verb(), spelling.getValue(), role);
                    answers.assertThat(answer.status())
                            .as(door + " as " + role + ", " + spelling.getKey())
                            .isEqualTo(400);
                }
            }
        }
        answers.assertAll();
    }

    @Test
    void refusesWithAProblemDocumentWhatTheContainerLetsThrough() throws IOException {
        for (String target : List.of("/api;x/reports", "/api/reports%2f1", "//api/reports", "/api/%72eports")) {
            Answer answer = ask("GET", target, "");
            assertThat(answer.status()).as(target).isEqualTo(400);
            assertThat(answer.isProblem()).as(target).isTrue();
            assertThat(answer.body()).as(target).contains("/problems/ambiguous-path");
        }
    }

    @Test
    void asksForALoginForEverythingButHealthAndTheLoginPage() throws IOException {
        for (String open :
                List.of("/health", "/health/live", "/health/ready", "/health/started", "/login", "/login.css")) {
            assertThat(ask("GET", open, "").status()).as(open).isEqualTo(200);
        }
        for (String closed :
                List.of("/metrics", "/openapi", "/", "/index.html", "/js/api.js", "/healthy", "/health.x")) {
            Answer answer = ask("GET", closed, "");
            assertThat(answer.status()).as(closed).isEqualTo(302);
            assertThat(answer.headers().get("location")).as(closed).contains("/login?next=");
            assertThat(ask("GET", closed, "viewer").status()).as(closed).isIn(200, 404);
        }
        for (String spelling : spellings("/metrics").values()) {
            assertThat(ask("GET", spelling, "").status()).as(spelling).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,      /ZQXMARK,              404",
        "GET,      /js/ZQXMARK.js,        404",
        "GET,      /ZQXMARK.jsp,          404",
        "GET,      /metrics/ZQXMARK,      404",
        "GET,      /WEB-INF/ZQXMARK,      404",
        "GET,      /login/ZQXMARK,        404",
        "GET,      /error,                404",
        "POST,     /ZQXMARK,              404",
        "PUT,      /ZQXMARK,              403",
        "DELETE,   /ZQXMARK,              403",
        "PROPFIND, /ZQXMARK,              501",
        "ZQXMARK,  /,                     501",
        "GET,      /api/ZQXMARK,          404",
        "POST,     /api/reports/1/ZQXMARK, 404",
    })
    void answersInWordsOfItsOwnWhateverIsNotThere(String method, String target, int status) throws IOException {
        for (String accept : List.of("text/html", "application/json", "*/*")) {
            Answer answer =
                    HTTP.send(method, target, RawHttp.login("admin", PASSWORD) + "Accept: " + accept + "\r\n", "", "");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body())
                    .doesNotContain("ZQXMARK")
                    .doesNotContain("Payara")
                    .isNotEmpty();
            assertThat(answer.headers().get("content-type"))
                    .startsWith(
                            accept.equals("text/html") && !target.startsWith("/api")
                                    ? "text/html"
                                    : "application/problem+json");
        }
    }

    @Test
    void closesWhatTheRestRuntimeAddsOfItsOwn() throws IOException {
        assertThat(ask("GET", "/api/application.wadl", "admin").status()).isIn(403, 404);
        assertThat(ask("OPTIONS", "/api/reports", "admin").status()).isEqualTo(403);
        assertThat(ask("TRACE", "/api/reports", "admin").status()).isIn(403, 405, 501);
    }

    @Test
    void findsAPatientOrAStepWhateverItsIdentifierHas() throws IOException {
        String step = "A/B;%25";
        String named = "/api/worklist/step?id=A%2FB%3B%2525";
        assertThat(ask("GET", "/api/patients/concordance?id=A%2FB%3B%25%E6%97%A5&issuer=TEST", "viewer"))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(404);
                    assertThat(answer.body()).contains("no such patient");
                });
        Answer missing = ask("GET", named, "viewer");
        assertThat(missing.status()).as(step).isEqualTo(404);
        assertThat(missing.body()).contains("no such scheduled procedure step");
        assertThat(ask("GET", "/api/patients/concordance", "viewer").status()).isEqualTo(400);
    }

    /** The same address, written otherwise; each of them some server or proxy reads as the address itself. */
    private static Map<String, String> spellings(String path) {
        String rest = path.substring(1);
        int slash = rest.indexOf('/');
        String first = slash < 0 ? rest : rest.substring(0, slash);
        String after = slash < 0 ? "" : rest.substring(slash);
        String letter = "%" + Integer.toHexString(first.charAt(0)) + first.substring(1);
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put("parameter of the first segment", "/" + first + ";x" + after);
        spellings.put("empty parameter", "/" + first + ";" + after);
        spellings.put("parameter of the last segment", path + ";v=1");
        spellings.put("session of the container", path + ";jsessionid=0");
        spellings.put("session in the first segment", "/" + first + ";jsessionid=0" + after);
        spellings.put("parameter before", "/;x" + path);
        spellings.put("encoded parameter", "/" + first + "%3bx" + after);
        spellings.put("encoded slash before", "/%2f" + rest);
        spellings.put("encoded slash", "/" + first + after.replace("/", "%2f") + "%2F");
        spellings.put("encoded backslash", "/" + first + "%5c" + after);
        spellings.put("backslash", "/" + first + "\\" + after);
        spellings.put("two slashes before", "/" + path);
        spellings.put("two slashes", "/" + first + "/" + (after.isEmpty() ? "/" : after));
        spellings.put("dot segment", "/." + path);
        spellings.put("dot segment inside", "/" + first + "/." + after);
        spellings.put("out and in again", "/x/.." + path);
        spellings.put("through what is open", "/health/.." + path);
        spellings.put("through the login page", "/login.css/.." + path);
        spellings.put("dots with a parameter", "/login/..;" + path);
        spellings.put("encoded dots", "/health/%2e%2e" + path);
        spellings.put("half encoded dots", "/health/.%2E" + path);
        spellings.put("encoded letter", "/" + letter + after);
        spellings.put(
                "encoded last character",
                path.substring(0, path.length() - 1) + "%" + Integer.toHexString(path.charAt(path.length() - 1)));
        spellings.put("encoded twice", "/%25" + Integer.toHexString(first.charAt(0)) + first.substring(1) + after);
        spellings.put("encoded end", path + "%00");
        spellings.put("line feed", path + "%0a");
        spellings.put("carriage return and line feed", path + "%0d%0aX:1");
        spellings.put("tab", path + "%09");
        spellings.put("space", path + "%20");
        spellings.put("next line U+0085", path + "%c2%85");
        spellings.put("slash in too many bytes", "/" + first + "%c0%af" + after);
        spellings.put("full-width slash", "/" + first + "%ef%bc%8f" + after);
        spellings.put("fragment", path + "#x");
        return spellings;
    }

    /** Asks as the method wants to be asked, so that nothing but the role is in the way. */
    private static Answer ask(Door door, String role) throws IOException {
        String login = role.isEmpty() ? "" : RawHttp.login(role, PASSWORD);
        return HTTP.send(
                door.verb(),
                door.path(),
                login,
                door.consumes(),
                door.consumes().isEmpty() ? "" : "{}");
    }

    private static Answer ask(String verb, String target, String role) throws IOException {
        String login = role.isEmpty() ? "" : RawHttp.login(role, PASSWORD);
        boolean hasBody = Set.of("POST", "PUT", "PATCH").contains(verb);
        return HTTP.send(verb, target, login, "application/json", hasBody ? "{}" : "");
    }
}
