package org.confluens.delivery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.confluens.peer.Browser;
import org.openqa.selenium.By;

/** What a person does on the page of deliveries; apart from the test, half of which runs where there is no browser. */
final class DeliveriesPage {

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
