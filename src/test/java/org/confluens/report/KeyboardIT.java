package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.Browser;
import org.confluens.peer.NeedsPeer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A radiologist without a mouse: a report from the reading list until it is verified, by keys alone. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@NeedsPeer({Browser.CHROMIUM, Browser.DRIVER})
class KeyboardIT {

    /** More than any of the pages has places for the keyboard. */
    private static final int MOST_TABS = 400;

    private static final String FIRST = "segments/IJV-L-J1";
    private static final String PERCENT = "[id='" + FIRST + "/stenosis-percent'] input";

    @ArquillianResource
    private URI address;

    private final String study = Uids.create();
    private final String patient = "K" + Math.abs(study.hashCode());
    private ReadingRoom room;
    private Browser browser;

    @BeforeEach
    void sitDown() {
        room = new ReadingRoom(address);
        browser = Browser.open(address, "en");
    }

    @AfterEach
    void leave() {
        assertThat(browser.complaints()).isEmpty();
        browser.close();
    }

    @Test
    void leadsFromTheReadingListToAVerifiedReport() throws IOException {
        long id = room.draft(study, patient);
        browser.go("/?patient=" + patient);
        browser.find(By.cssSelector("a[href='/report.html?id=" + id + "']"));
        tabTo("a[href='/report.html?id=" + id + "']");
        browser.press(Keys.ENTER);

        browser.find(By.cssSelector(".reporthead"));
        confirmProposals();
        tabTo("[id='technique/image-quality'] input");
        browser.press(Keys.ARROW_DOWN);
        stenosis();
        String finding = furtherFinding();
        String added = addSegment();
        noStenosisElsewhere();
        tabTo("[id='impression/impression-text'] textarea");
        browser.press("Narrow left jugular vein", Keys.TAB);
        browser.awaitText("Saved");
        completeAndVerify();

        JsonObject report = room.report(id).json();
        assertThat(report.getString("state")).isEqualTo("VERIFIED");
        assertThat(report.getJsonArray("versions").toString()).contains("READER^RITA");
        JsonObject values = report.getJsonObject("values");
        assertThat(values.getJsonObject(FIRST + "/stenosis-percent").toString()).contains("70");
        assertThat(values).containsKeys(finding, added + "/stenosis");
    }

    private void confirmProposals() {
        while (isThereAProposal()) {
            tabTo(".cardhead > button.quiet");
            browser.press(Keys.ENTER);
        }
    }

    private boolean isThereAProposal() {
        return browser.all(By.cssSelector(".cardhead > button.quiet")).stream().anyMatch(WebElement::isDisplayed);
    }

    /** Answers in the row, gives a percentage that cannot be, hears of it without being led away, and corrects it. */
    private void stenosis() {
        tabTo("tr.segment");
        while (!browser.isFocused("[id='" + FIRST + "']")) {
            browser.press(Keys.ARROW_DOWN);
        }
        browser.press("s2");
        tabTo(PERCENT);
        browser.press("170", Keys.TAB);

        WebElement told = browser.find(By.cssSelector("#problems [role=alert]"));
        assertThat(told.getText()).contains("One thing is missing");
        assertThat(browser.isFocused("#problems *")).as("led away").isFalse();
        WebElement percent = browser.find(By.cssSelector(PERCENT));
        assertThat(percent.getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.byId(percent.getDomAttribute("aria-describedby")).getText())
                .contains("outside the range");

        backTo(PERCENT);
        browser.pressWith(Keys.CONTROL, "a");
        browser.press("70", Keys.TAB);
        browser.until(
                () -> browser.all(By.cssSelector("#problems [role=alert]")).isEmpty());
        browser.awaitText("Saved");
        assertThat(browser.find(By.cssSelector(PERCENT)).getDomAttribute("aria-invalid"))
                .isEqualTo("false");

        backTo(PERCENT);
        browser.pressWith(Keys.CONTROL, "a");
        browser.press("7-0", Keys.TAB);
        browser.awaitText("cannot be read");
        assertThat(browser.find(By.cssSelector(PERCENT)).getDomProperty("value"))
                .isEqualTo("70");
    }

    /** Opens what else there is about the segment and ticks the first finding of several that may be there. */
    private String furtherFinding() {
        backTo("[id='" + FIRST + "']");
        browser.press(Keys.ENTER);
        tabTo("tr.details:not([hidden]) input[type=checkbox]");
        browser.press(Keys.SPACE);
        assertThat(browser.focused().isSelected()).isTrue();
        return browser.focused().getDomAttribute("name");
    }

    private String addSegment() {
        tabTo(".adder select");
        browser.press(Keys.ARROW_DOWN);
        String segment = "segments/" + browser.focused().getDomProperty("value");
        browser.press(Keys.TAB, Keys.ENTER);
        browser.until(() -> browser.isFocused("[id='" + segment + "']"));
        browser.press("n1");
        return segment;
    }

    private void noStenosisElsewhere() {
        backTo("#segments .buttons button.primary");
        browser.press(Keys.ENTER);
        tabTo("dialog button.primary");
        browser.press(Keys.ENTER);
        browser.until(() -> browser.all(By.tagName("dialog")).isEmpty());
    }

    private void completeAndVerify() {
        backTo("#do-complete");
        browser.press(Keys.ENTER);
        browser.find(By.cssSelector(".reporthead .state.completed"));
        browser.until(() -> browser.isFocused("#do-verify"));
        browser.press(Keys.ENTER);
        browser.until(() -> browser.isFocused("dialog input[name=family]"));
        browser.press("READER", Keys.TAB, "RITA", Keys.ENTER);
        browser.find(By.cssSelector(".reporthead .state.verified"));
        assertThat(browser.byId("announce").getText()).contains("Verified");
    }

    private void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS && !browser.isFocused(selector); i++) {
            browser.press(Keys.TAB);
        }
        assertThat(browser.isFocused(selector)).as("%s by Tab", selector).isTrue();
    }

    private void backTo(String selector) {
        for (int i = 0; i < MOST_TABS && !browser.isFocused(selector); i++) {
            browser.pressWith(Keys.SHIFT, Keys.TAB);
        }
        assertThat(browser.isFocused(selector)).as("%s by Shift+Tab", selector).isTrue();
    }
}
