package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.report.ReadingRoom.image;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.Browser;
import org.confluens.peer.NeedsPeer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages as a radiologist sees them, in a browser. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@NeedsPeer({Browser.CHROMIUM, Browser.DRIVER})
class PagesIT {

    private static final String HISTORY = "history/history-text";
    private static final String IMPRESSION = "impression/impression-text";
    private static final String SAVED = "Saved";

    private static Browser browser;

    @ArquillianResource
    private URI address;

    private final String study = Uids.create();
    private final String patient = "W" + Math.abs(study.hashCode());
    private ReadingRoom room;

    @BeforeEach
    void sitDown() {
        room = new ReadingRoom(address);
        if (browser == null) {
            browser = Browser.open(address, "en");
        }
    }

    /** Whatever a test did: no script failed, and nothing broke the content security policy. */
    @AfterEach
    void hadNothingToComplainAbout() {
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    static void leave() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @Test
    void leadsFromTheReadingListToAVerifiedReport() throws IOException {
        long id = room.draft(study, patient);
        browser.go("/?patient=" + patient);
        browser.find(By.cssSelector("a[href='/report.html?id=" + id + "']")).click();

        answerEverything();
        browser.click("Complete");
        browser.find(By.cssSelector(".reporthead .state.completed"));
        browser.click("Verify …");
        browser.find(By.name("family")).sendKeys("READER");
        browser.find(By.name("given")).sendKeys("RITA");
        browser.awaitText("The document says “trial, no login” as organisation.");
        browser.click("Verify");

        browser.find(By.cssSelector(".reporthead .state.verified"));
        JsonObject report = room.report(id).json();
        assertThat(report.getString("state")).isEqualTo("VERIFIED");
        assertThat(report.getJsonArray("versions").toString()).contains("READER^RITA");
        assertThat(report.getJsonObject("values")
                        .getJsonObject("segments/IJV-L-J1/stenosis-percent")
                        .toString())
                .contains("70");
    }

    @Test
    void showsWhatIsMissingAtItsFieldAndLeadsThere() throws IOException {
        open(room.draft(study, patient));

        browser.click("Complete");

        browser.awaitText("things are missing");
        assertThat(browser.focused()
                        .findElement(By.xpath("ancestor::*[@id='problems']"))
                        .isDisplayed())
                .isTrue();
        browser.find(By.xpath("//*[@id='problems']//button[.='Image quality']")).click();
        assertThat(browser.byId("technique/image-quality").getAttribute("class"))
                .contains("wrong");
        assertThat(browser.byId("technique/image-quality-problem").getText()).contains("not answered");
        assertThat((String) browser.script("return document.activeElement.closest('.formfield').id"))
                .isEqualTo("technique/image-quality");
    }

    @Test
    void addsTheSegmentThatIsChosenByKeyboardAndNoneOnTheWay() throws IOException {
        open(room.draft(study, patient));
        WebElement choice = browser.find(By.cssSelector(".adder select"));
        int rows = browser.all(By.cssSelector("tr.segment")).size();

        choice.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        String segment = choice.getDomProperty("value");
        assertThat(browser.all(By.cssSelector("tr.segment"))).hasSize(rows);
        choice.sendKeys(Keys.TAB);
        browser.focused().sendKeys(Keys.ENTER);

        browser.until(() -> browser.focused().getAttribute("id").equals("segments/" + segment));
        assertThat(browser.all(By.cssSelector("tr.segment"))).hasSize(rows + 1);
    }

    @Test
    void remembersWhatBecameOfEachProposal() throws IOException {
        long id = room.draft(study, patient);
        open(id);
        WebElement threshold = browser.byId("technique/threshold");
        WebElement input = threshold.findElement(By.tagName("input"));

        input.clear();
        input.sendKeys("60", Keys.TAB);
        browser.click(By.xpath("//*[@id='technique/posture']//button[contains(., 'Reject')]"));
        browser.awaitText(SAVED);

        JsonObject values = browser.until(() -> {
            JsonObject now = room.report(id).json().getJsonObject("values");
            return state(now, "technique/posture").equals("REJECTED") ? now : null;
        });
        assertThat(state(values, "technique/threshold")).isEqualTo("CORRECTED");
        assertThat(threshold.getText()).contains("Corrected, proposed was: 50");
    }

    @Test
    void keepsTheWorkOfTwoPeopleAndAsksOnlyWhereTheyDisagree() throws IOException {
        long id = room.draft(study, patient);
        open(id);
        Runnable firstPerson = browser.newWindow();
        open(id);
        write(HISTORY, "seen by the second");
        browser.awaitText(SAVED);

        firstPerson.run();
        write(HISTORY, "seen by the first");
        browser.awaitText("Somebody else changed the same fields");
        assertThat(browser.find(By.tagName("dialog")).getText())
                .contains("seen by the first")
                .contains("seen by the second");
        browser.find(By.cssSelector("dialog input[value=theirs]")).click();
        browser.click("Use these");
        write(IMPRESSION, "of the first alone");

        browser.until(() -> text(id, IMPRESSION).contains("of the first alone"));
        assertThat(text(id, HISTORY)).contains("seen by the second");
    }

    @Test
    void savesByItselfOnceTheServiceCanAgain() throws IOException {
        long id = room.draft(study, patient);
        open(id);
        browser.script("""
                const real = window.fetch;
                window.fetch = (address, request) => {
                  if (request.method !== 'PUT' || window.wasAway) {
                    return real(address, request);
                  }
                  window.wasAway = true;
                  const headers = { 'Content-Type': 'application/problem+json' };
                  return Promise.resolve(new Response('{"title": "The database is away"}', { status: 503, headers }));
                };""");

        write(HISTORY, "written while the database was away");
        browser.awaitText("The database is away");

        browser.until(() -> text(id, HISTORY).contains("written while the database was away"));
    }

    @Test
    void showsWhatCouldNotBeSavedWhenSomebodyElseCompletedTheReport() throws IOException {
        long id = room.draft(study, patient);
        open(id);
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");

        write(HISTORY, "too late");

        browser.awaitText("This report is no longer open");
        assertThat(browser.find(By.tagName("dialog")).getText()).contains("too late");
        browser.click("Show the report as it is now");
        browser.until(() ->
                browser.find(By.cssSelector(".reporthead .state")).getText().equals("Completed"));
    }

    @Test
    void amendsGivesUpAndWithdraws() throws IOException {
        long id = verified();
        open(id);

        browser.click("Amend …");
        browser.click("Begin the amendment");
        browser.awaitText("An amendment is in progress");
        write(IMPRESSION, "never mind");
        browser.until(() -> text(id, IMPRESSION).contains("never mind"));
        browser.click("Give up the amendment …");
        browser.click("Give it up");
        browser.find(By.cssSelector(".reporthead .state.verified"));
        assertThat(text(id, IMPRESSION)).contains("Narrow IJV-L-J1");

        browser.click("Withdraw …");
        browser.find(By.name("reason")).sendKeys("wrong patient");
        browser.click("Withdraw");
        browser.awaitText("Withdrawn: wrong patient");
    }

    @Test
    void tellsAtTheReportWhatCameForItFromElsewhereUntilSomebodySettlesIt() throws IOException {
        long id = room.draft(study, patient);
        Dataset draft = room.document(id, 1);
        room.fill(id, "IJV-L-J1");
        String other = Uids.create();
        room.store(draft.toBuilder().put(Tag.SOPInstanceUID, other).build());
        browser.until(
                () -> !room.report(id).json().getJsonArray("fromElsewhere").isEmpty());

        open(id);
        assertThat(browser.find(By.cssSelector("#notices .notice.warn")).getText())
                .contains("A document of PACS waits", "IN_PROGRESS");
        browser.click(By.cssSelector("#notices a[href='/foreign.html']"));
        browser.click(By.xpath("//tr[contains(., '" + other + "')]//button[.='Settle …']"));
        browser.find(By.name("note")).sendKeys("entered by hand");
        browser.click("Settle");
        browser.until(() ->
                browser.all(By.xpath("//tr[contains(., '" + other + "')]")).isEmpty());

        open(id);
        assertThat(browser.all(By.cssSelector("#notices .notice"))).isEmpty();
    }

    @Test
    void showsAPatientsNameAsTextWhateverItHolds() throws IOException {
        Dataset hostile = image(study, patient, 1).toBuilder()
                .put(Tag.PatientName, "<i>EVE</i>^<script>document.title</script>")
                .build();
        room.store(hostile);
        long id = room.await(study, patient, "DRAFT");

        for (String page : new String[] {"/", "/report.html?id=" + id, "/patient.html?issuer=TEST&id=" + patient}) {
            browser.go(page);
            browser.awaitText("<i>EVE</i>");
            assertThat(browser.all(By.cssSelector("main i, main script"))).isEmpty();
        }
    }

    @Test
    void showsWhatTheExaminationsSayTogetherAndSchedulesAConfirmation() throws IOException {
        verified();
        browser.go("/patient.html?issuer=TEST&id=" + patient);
        browser.awaitText("MR only");

        browser.go("/flags.html?patient=" + patient);
        browser.click("Schedule confirmation …");
        browser.click("Put on the worklist");

        browser.awaitText("Scheduled step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/flags.html", "/agreement.html", "/foreign.html", "/same-patient.html"})
    void canBeUsedByKeyboardFromTheTop(String page) {
        browser.go(page);
        browser.find(By.tagName("h1"));

        browser.find(By.tagName("body")).sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("To the content");
        browser.focused().sendKeys(Keys.ENTER);

        browser.until(() -> browser.focused().getAttribute("id").equals("main"));
    }

    @ParameterizedTest
    @CsvSource({
        "de, Befundliste,           keine Rechte anderer Systeme,        fr, Liste de lecture, aucun droit d’autres systèmes",
        "it, Lista di refertazione, nessun diritto di altri sistemi,     en, Reading list,     no rights of other systems",
    })
    void speaksTheLanguageOfTheBrowserUntilAnotherIsChosen(
            String language, String heading, String trial, String other, String otherHeading, String otherTrial) {
        try (Browser reader = Browser.open(address, language)) {
            reader.go("/");
            reader.awaitText(heading);
            reader.awaitText(trial);
            assertThat(reader.find(By.tagName("html")).getAttribute("lang")).isEqualTo(language);

            reader.find(By.cssSelector("#top select option[value=" + other + "]"))
                    .click();
            reader.awaitText(otherHeading);
            reader.awaitText(otherTrial);
            reader.go("/");
            reader.awaitText(otherHeading);
            assertThat(reader.complaints()).isEmpty();
        }
    }

    /** Confirms all proposals, one segment by keyboard, the others at once, and what else is needed. */
    private void answerEverything() {
        browser.find(By.cssSelector(".reporthead"));
        browser.until(() -> browser.all(By.cssSelector(".cardhead button:not([hidden])")).stream()
                .filter(button -> button.getText().startsWith("✓"))
                .peek(WebElement::click)
                .toList()
                .isEmpty());
        browser.byId("technique/image-quality")
                .findElements(By.tagName("label"))
                .get(1)
                .click();
        browser.byId("segments/IJV-L-J1").sendKeys("s2");
        WebElement percent = browser.byId("segments/IJV-L-J1/stenosis-percent").findElement(By.tagName("input"));
        percent.sendKeys("70", Keys.TAB);
        browser.click("No stenosis in all remaining segments");
        browser.click("I have looked at all of them: no stenosis");
        write(IMPRESSION, "Narrow left jugular vein");
    }

    private void open(long id) {
        browser.go("/report.html?id=" + id);
        browser.find(By.cssSelector(".reporthead"));
    }

    private void write(String path, String text) {
        WebElement section = browser.byId(path.substring(0, path.indexOf('/')));
        if (section.getTagName().equals("details") && section.getAttribute("open") == null) {
            section.findElement(By.cssSelector("summary h2")).click();
        }
        WebElement area = browser.byId(path).findElement(By.tagName("textarea"));
        area.clear();
        area.sendKeys(text, Keys.TAB);
    }

    private String text(long id, String path) {
        JsonObject values = room.report(id).json().getJsonObject("values");
        return values.containsKey(path) ? values.getJsonObject(path).toString() : "";
    }

    private static String state(JsonObject values, String path) {
        return values.getJsonObject(path).getString("state");
    }

    private long verified() throws IOException {
        long id = room.draft(study, patient);
        room.fill(id, "IJV-L-J1");
        room.post("reports/" + id + "/complete", "{}");
        assertThat(room.verify(id, "READER^RITA").status()).isEqualTo(200);
        return id;
    }
}
