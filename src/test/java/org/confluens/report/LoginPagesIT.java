package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.app.RunningService;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.peer.Browser;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.security.PasswordHash;
import org.confluens.security.UserFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages of a service that knows its users, each with a role, in a browser. */
@NeedsPeer({Browser.CHROMIUM, Browser.DRIVER})
class LoginPagesIT {

    private static final String PASSWORD = "correct horse";
    private static final String HISTORY = "history/history-text";

    @TempDir
    private static Path folder;

    private static final int DICOM_PORT = PeerProgram.freePort();
    private static final int HTTP_PORT = PeerProgram.freePort();
    private static final URI ADDRESS = URI.create("http://127.0.0.1:" + HTTP_PORT);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RunningService service;
    private static Browser browser;

    private long report;

    @BeforeAll
    static void start() throws IOException {
        StringBuilder users = new StringBuilder();
        for (String role : List.of("viewer", "reader", "signer")) {
            users.append(role.charAt(0)).append("anna:").append(role).append(':');
            users.append(PasswordHash.of(PASSWORD.toCharArray()));
            users.append(role.equals("signer") ? ":SIGNER^ANNA:TEST HOSPITAL:4711:99TEST:Signer, Anna\n" : "\n");
        }
        service = RunningService.start(
                Map.of(
                        "CONFLUENS_DICOM_PORT", String.valueOf(DICOM_PORT),
                        "CONFLUENS_HTTP_PORT", String.valueOf(HTTP_PORT),
                        "CONFLUENS_DATA_DIR", folder.resolve("data").toString(),
                        "CONFLUENS_STUDY_STABLE_AFTER", "200ms",
                        "CONFLUENS_INTAKE_FREE_SPACE", "64",
                        "CONFLUENS_SECURITY_USERS", UserFiles.write(folder, users.toString())),
                folder);
        browser = Browser.open(ADDRESS, "en");
    }

    @AfterAll
    static void stop() {
        browser.close();
        service.close();
    }

    @BeforeEach
    void aDraftAndNobodyLoggedIn() throws IOException {
        String study = Uids.create();
        RemoteAe us = new RemoteAe("CONFLUENS", "127.0.0.1", DICOM_PORT);
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian));
        try (ClientAssociation association = DimseClient.open("MR1", us, contexts, ClientOptions.defaults())) {
            association.store(ReadingRoom.image(study, "L" + Math.abs(study.hashCode()), 1));
        }
        report = ReadingRoom.await(
                () -> call("ranna", "GET", "reports?limit=500", "").body().contains(study)
                        ? Optional.of(idOf(study))
                        : Optional.empty());
        browser.go("/login");
        browser.forgetCookies();
    }

    @Test
    void asksForALoginSaysThatAPasswordIsWrongAndLeadsWhereThePersonWanted() {
        browser.go("/report.html?id=" + report);
        logIn("ranna", "wrong");
        browser.awaitText("The name or the password is not right");

        logIn("ranna", PASSWORD);

        browser.find(By.cssSelector(".reporthead .state.draft"));
        browser.click("Log out");
        browser.find(By.name("password"));
    }

    @Test
    void offersAReaderNoVerificationAndRefusesOne() {
        complete();
        browser.go("/report.html?id=" + report);
        logIn("ranna", PASSWORD);
        browser.find(By.cssSelector(".reporthead .state.completed"));
        assertThat(browser.all(By.id("do-reopen"))).hasSize(1);
        assertThat(browser.all(By.id("do-verify"))).isEmpty();

        assertThat(fetch("POST", "reports/" + report + "/verify", "{\"name\": \"READER^ANNA\"}"))
                .isEqualTo(403);
        assertThat(state()).isEqualTo("COMPLETED");

        browser.click("Log out");
        browser.find(By.name("password"));
        browser.go("/report.html?id=" + report);
        logIn("sanna", PASSWORD);
        browser.find(By.id("do-verify"));
    }

    @Test
    void signsAsTheAccountAfterThePasswordWasAskedAgainAndLeavesNothingInTheBrowser() {
        complete();
        browser.go("/login");
        browser.script("localStorage.setItem('observer', '{\"family\": \"BEFORE\"}')");
        browser.go("/report.html?id=" + report);
        logIn("sanna", PASSWORD);
        browser.find(By.id("do-verify")).click();
        browser.awaitText("SIGNER, ANNA");
        assertThat(browser.all(By.cssSelector("dialog input"))).hasSize(1);
        WebElement password = browser.find(By.cssSelector("dialog input[type=password]"));
        password.sendKeys("wrong", Keys.ENTER);
        browser.awaitText("The password is not right");
        assertThat(state()).isEqualTo("COMPLETED");

        browser.find(By.id("do-verify")).click();
        browser.find(By.cssSelector("dialog input[type=password]")).sendKeys(PASSWORD, Keys.ENTER);

        browser.find(By.cssSelector(".reporthead .state.verified"));
        assertThat(json("reports/" + report).getJsonArray("versions").toString())
                .contains("\"verifiedBy\":\"SIGNER^ANNA\"");
        assertThat(browser.script("return localStorage.getItem('observer')")).isNull();
        browser.script("localStorage.setItem('anything', 'personal'); sessionStorage.setItem('anything', 'personal')");
        assertThat((String) browser.script("return document.title")).doesNotContain("DOE");
        browser.click("Log out");
        WebElement name = browser.find(By.name("name"));
        assertThat(name.getDomProperty("value")).isEmpty();
        assertThat(name.getDomAttribute("autocomplete")).isEqualTo("off");
        assertThat(browser.script("return localStorage.length + sessionStorage.length"))
                .isEqualTo(0L);
    }

    @Test
    void clearsWhatABrowserKeepsWithTheAnswerToALogout() throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(ADDRESS.resolve("/logout"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", basic("sanna"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Clear-Site-Data")).contains("\"cache\", \"storage\"");
        for (String path : List.of("reports/" + report, "reports/" + report + "/document?type=text/plain", "session")) {
            assertThat(call("sanna", "GET", path, "").headers().firstValue("Cache-Control"))
                    .as(path)
                    .contains("no-store");
        }
    }

    @Test
    void opensNothingToACopyOfTheCookieAfterALogoutAndLeavesAnotherLoginAlone()
            throws IOException, InterruptedException {
        String copied = cookieOfLogin("sanna");
        String elsewhere = cookieOfLogin("sanna");
        assertThat(withCookie("GET", "/api/session", copied).statusCode()).isEqualTo(200);

        withCookie("POST", "/logout", copied);

        assertThat(withCookie("GET", "/api/session", copied).statusCode()).isEqualTo(401);
        assertThat(withCookie("GET", "/api/session", elsewhere).statusCode()).isEqualTo(200);
    }

    private static String cookieOfLogin(String user) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ADDRESS.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=" + user + "&password=" + PASSWORD.replace(' ', '+') + "&next=/"))
                .build();
        String cookie = HTTP.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static HttpResponse<String> withCookie(String method, String path, String cookie)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ADDRESS.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .method(method, BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @Test
    void letsAViewerLookAndChangeNothing() {
        browser.go("/report.html?id=" + report);
        logIn("vanna", PASSWORD);
        browser.find(By.cssSelector(".reporthead .state.draft"));

        assertThat(browser.all(By.cssSelector(".reporthead .buttons button"))).isEmpty();
        assertThat(fetch("POST", "reports/" + report + "/complete", "{}")).isEqualTo(403);
        assertThat(state()).isEqualTo("DRAFT");
    }

    @Test
    void keepsWhatIsWrittenWhileTheSessionEnds() {
        browser.go("/report.html?id=" + report);
        logIn("ranna", PASSWORD);
        browser.find(By.cssSelector(".reporthead"));
        browser.forgetCookies();

        WebElement area = history();
        area.sendKeys("written after the session ended", Keys.TAB);
        browser.awaitText("You are logged out");
        assertThat(area.getDomProperty("value")).isEqualTo("written after the session ended");

        Runnable back = browser.newWindow();
        browser.go("/");
        logIn("ranna", PASSWORD);
        browser.find(By.cssSelector("table"));
        back.run();
        browser.find(By.tagName("body")).sendKeys(Keys.chord(Keys.CONTROL, "s"));

        browser.until(() -> json("reports/" + report)
                .getJsonObject("values")
                .toString()
                .contains("written after the session ended"));
    }

    private static void logIn(String name, String password) {
        browser.find(By.name("name")).clear();
        browser.find(By.name("name")).sendKeys(name);
        browser.find(By.name("password")).sendKeys(password, Keys.ENTER);
    }

    private static WebElement history() {
        WebElement section = browser.byId("history");
        if (section.getTagName().equals("details") && section.getAttribute("open") == null) {
            section.findElement(By.cssSelector("summary h2")).click();
        }
        return browser.byId(HISTORY).findElement(By.tagName("textarea"));
    }

    /** What the page's own requests are answered. */
    private static int fetch(String method, String path, String body) {
        browser.script("""
                window.answered = undefined;
                fetch('/api/%s', { method: '%s', body: '%s', headers: { 'Content-Type': 'application/json' } })
                  .then((answer) => { window.answered = answer.status; });""".formatted(path, method, body));
        return browser.until(() -> (Long) browser.script("return window.answered"))
                .intValue();
    }

    private void complete() {
        JsonObject values = ReadingRoom.answers(json("reports/" + report), "IJV-L-J1");
        String body = Json.createObjectBuilder().add("values", values).build().toString();
        assertThat(call("ranna", "PUT", "reports/" + report, body).statusCode()).isEqualTo(200);
        assertThat(call("ranna", "POST", "reports/" + report + "/complete", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    private String state() {
        return json("reports/" + report).getString("state");
    }

    private static long idOf(String study) {
        return json("reports?limit=500").getJsonArray("reports").getValuesAs(JsonObject.class).stream()
                .filter(row ->
                        row.getJsonObject("study").getString("studyInstanceUid").equals(study))
                .map(row -> row.getJsonNumber("id").longValue())
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject json(String path) {
        try (JsonReader reader = Json.createReader(
                new StringReader(call("ranna", "GET", path, "").body()))) {
            return reader.readObject();
        }
    }

    private static String basic(String user) {
        String pair = user + ":" + PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> call(String user, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(ADDRESS.resolve("/api/" + path))
                .header("Authorization", basic(user))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
