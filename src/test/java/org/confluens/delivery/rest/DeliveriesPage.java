package org.confluens.delivery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.confluens.peer.Browser;
import org.openqa.selenium.By;

/** What a person does on the page of deliveries; apart from the test, half of which runs where there is no browser. */
final class DeliveriesPage {

    private static final By SEND_ALL = By.xpath("//button[starts-with(., 'Send all again (')]");

    private DeliveriesPage() {}

    /** Sees the three things that wait, why, and has each tried again. */
    static void tryEverythingAgain(URI address, String unconfirmed, String step, String document) {
        try (Browser browser = Browser.open(address, "en")) {
            browser.go("/deliveries.html");
            assertThat(row(browser, unconfirmed)).contains("Not confirmed", "the PACS does not have it");
            assertThat(row(browser, step)).contains("Put step " + step + " there", "3", "not reachable");
            assertThat(row(browser, document)).contains("From PACS", "10", "broken");

            browser.click(button(unconfirmed, "Send again"));
            browser.awaitText("It is sent again.");
            browser.until(() -> !row(browser, unconfirmed).contains("Not confirmed"));
            browser.click(button(document, "Try again"));
            browser.awaitText("It is tried again.");
            browser.until(() -> browser.all(By.xpath(line(document))).isEmpty());
            browser.click(button(step, "Try again"));
            browser.awaitText("It is tried again.");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Sees that the PACS takes nothing, has it tried, has all that it refused sent again, and has it asked for commitment again. */
    static void repairThePacs(URI address, String refused) {
        try (Browser browser = Browser.open(address, "en")) {
            browser.go("/deliveries.html");
            browser.awaitText("The PACS takes nothing since");
            browser.until(
                    () -> browser.find(By.cssSelector(".notice.warn")).getText().contains("cannot be reached"));
            browser.click("Try now");
            browser.awaitText("It is tried again.");

            browser.until(() -> Stream.of("Refused", "A900H", "does not take it as it is")
                    .allMatch(row(browser, refused)::contains));
            browser.click(SEND_ALL);
            browser.until(() -> row(browser, refused).contains("Waiting"));
            browser.until(() -> browser.all(SEND_ALL).isEmpty());

            browser.until(() -> Stream.of("The PACS does not offer storage commitment", "status 0122H")
                    .allMatch(browser.text()::contains));
            browser.click("Ask again");
            browser.until(() -> !browser.text().contains("does not offer storage commitment"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String row(Browser browser, String what) {
        return browser.find(By.xpath(line(what))).getText();
    }

    private static String line(String what) {
        return "//tr[th[contains(., '" + what + "')]]";
    }

    private static By button(String what, String label) {
        return By.xpath(line(what) + "//button[.='" + label + "']");
    }
}
