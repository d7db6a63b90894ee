package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.sr.Samples;
import org.confluens.sr.SrDocument;
import org.junit.jupiter.api.Test;

class VersionWriterTest {

    private final List<Dataset> sent = new ArrayList<>();
    private final List<ReportVersion> kept = new ArrayList<>();

    /** The archive has what its own editor verified, and wants the PDF of it as of every other report. */
    @Test
    void sendsAPdfOfWhatAnotherEditorVerifiedAndNotTheDocumentOnceMore() throws Exception {
        SrDocument verified = Samples.draft(Samples.report())
                .state(Samples.verified(PersonName.of("ELSE", "ELLA")))
                .build();

        ReportVersion version = writer().takeOver(PdfCompanionTest.report(ReportState.VERIFIED), verified, "ELSE^ELLA");

        assertThat(kept).containsExactly(version);
        assertThat(version.sopInstanceUid()).isEqualTo(Samples.DOCUMENT);
        assertThat(sent)
                .singleElement()
                .satisfies(pdf -> assertThat(pdf.string(Tag.SOPClassUID)).contains(UID.EncapsulatedPDFStorage));
    }

    private VersionWriter writer() {
        Settings settings = Settings.of(Map.of("confluens.report.send-pdf", "true"));
        Outbox outbox = (document, reference, line) -> sent.add(document);
        Reports reports = new Reports() {
            @Override
            void add(ReportVersion version) {
                kept.add(version);
            }
        };
        PdfCompanion companion = new PdfCompanion(settings, new Printer(settings), outbox);
        return new VersionWriter(reports, new Documents(), null, outbox, companion, Clock.systemUTC()) {
            @Override
            Optional<ReportVersion> current(Report report) {
                return Optional.empty();
            }
        };
    }
}
