package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.report.ForeignReportsIT.edited;
import static org.confluens.report.ForeignReportsIT.verified;

import java.nio.file.Path;
import java.util.List;
import org.confluens.dicom.data.Uids;
import org.confluens.peer.Browser;
import org.confluens.peer.NeedsPeer;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.sr.SrWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page of what came from elsewhere, of a service that names the rights of its peers, in a browser. */
@NeedsPeer({Browser.CHROMIUM, Browser.DRIVER})
class PeerPagesIT {

    @TempDir
    private static Path folder;

    @Test
    void letsASignerAcceptWithThePasswordOrPutAsideWhatAPeerMayNotSign() throws Exception {
        try (ServiceWithPeers service = ServiceWithPeers.start(folder);
                Browser browser = Browser.open(service.address(), "en")) {
            ReadingRoom modality = service.room("rita", "MR1");
            long accepted = waiting(service, "P1");
            long aside = waiting(service, "P2");
            browser.go("/foreign.html");
            browser.find(By.name("name")).sendKeys("rita");
            browser.find(By.name("password")).sendKeys(ServiceWithPeers.PASSWORD, Keys.ENTER);
            browser.awaitText("PACS may not sign here");
            browser.awaitText("127.0.0.1");
            assertThat(browser.all(By.cssSelector("#bottom .trial"))).isEmpty();

            browser.click(rowOf(accepted, "Accept"));
            browser.awaitText("What it signs or rejects takes effect here.");
            browser.find(By.cssSelector("dialog input[name=password]")).sendKeys(ServiceWithPeers.PASSWORD, Keys.ENTER);
            browser.until(
                    () -> modality.report(accepted).json().getString("state").equals("VERIFIED"));
            browser.until(() -> browser.all(rowOf(accepted, "Accept")).isEmpty());
            browser.click(rowOf(aside, "Put aside"));
            browser.awaitText("No document waits for anybody.");

            assertThat(modality.report(aside).json().getString("state")).isEqualTo("DRAFT");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static By rowOf(long report, String button) {
        return By.xpath(
                "//tr[.//a[contains(@href, '/report.html?id=%d')]]//button[text()='%s']".formatted(report, button));
    }

    /** The draft of a report whose document somebody has signed elsewhere. */
    private static long waiting(ServiceWithPeers service, String patient) throws Exception {
        ReadingRoom modality = service.room("rita", "MR1");
        long id = modality.draft(Uids.create(), patient);
        SrDocument draft = SrReader.read(modality.document(id, 1)).document();
        SrDocument signed = edited(modality, patient, draft, verified("NOBODY^EVER"), List.of(draft.asMember()));
        service.room("rita", "PACS").store(SrWriter.write(signed));
        return id;
    }
}
