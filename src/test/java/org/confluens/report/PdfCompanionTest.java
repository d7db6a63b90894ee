package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.PersonName;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.intake.StudyDetails;
import org.confluens.intake.StudyState;
import org.confluens.patient.PatientKey;
import org.confluens.sr.OddTrees;
import org.confluens.sr.Samples;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.template.Catalogues;
import org.junit.jupiter.api.Test;

/** A verified report goes out as a PDF too, where the site wants it. */
class PdfCompanionTest {

    private final List<Dataset> sent = new ArrayList<>();
    private final SrDocument verified = Samples.draft(Samples.report())
            .state(Samples.verified(PersonName.of("READER", "RITA")))
            .build();

    @Test
    void sendsAVerifiedReportAsAPdfThatNamesIt() throws Exception {
        companion("true").follow(report(ReportState.VERIFIED), verified, Samples.MOMENT);

        assertThat(sent).singleElement().satisfies(pdf -> {
            assertThat(pdf.string(Tag.SOPClassUID)).contains(UID.EncapsulatedPDFStorage);
            assertThat(pdf.string(Tag.StudyInstanceUID)).contains(Samples.STUDY);
            assertThat(pdf.string(Tag.VerificationFlag)).contains("VERIFIED");
            assertThat(pdf.string(Tag.SeriesInstanceUID)).isNotEqualTo(Optional.of("2.25.900"));
            assertThat(pdf.item(Tag.SourceInstanceSequence)
                            .flatMap(source -> source.string(Tag.ReferencedSOPInstanceUID)))
                    .contains(Samples.DOCUMENT);
            try (PDDocument document =
                    Loader.loadPDF(pdf.bytes(Tag.EncapsulatedDocument).orElseThrow())) {
                assertThat(new PDFTextStripper().getText(document)).contains("READER, RITA", "12.5 mm");
            }
        });
    }

    @Test
    void sendsNoneOfWhatIsNotVerifiedOrNotWanted() {
        companion("true").follow(report(ReportState.COMPLETED), verified, Samples.MOMENT);
        companion("false").follow(report(ReportState.VERIFIED), verified, Samples.MOMENT);

        assertThat(sent).isEmpty();
    }

    @Test
    void letsAReportGoWithoutAPdfThatWouldBeTooLong() {
        SrDocument wide = SrReader.read(OddTrees.wide(OddTrees.WIDE)).document();

        companion("true").follow(report(ReportState.VERIFIED), wide, Samples.MOMENT);

        assertThat(sent).isEmpty();
    }

    private PdfCompanion companion(String wanted) {
        Settings settings = Settings.of(Map.of("confluens.report.send-pdf", wanted));
        return new PdfCompanion(settings, new Printer(settings), (document, reference, line) -> sent.add(document));
    }

    static Report report(ReportState state) {
        StudyDetails study = new StudyDetails(
                new PatientKey("P1", "TEST"),
                "DOE^JANE",
                "19700101",
                "F",
                Samples.STUDY,
                "A1",
                "20260115",
                "093000",
                "MR venography",
                StudyState.STABLE,
                Optional.of("mr-venography"),
                false,
                List.of());
        Report report = new Report(
                study, Catalogues.template("mr-venography"), Report.Origin.OWN, "2.25.900", Samples.MOMENT.toInstant());
        report.enter(state, "READER^RITA", Samples.MOMENT.toInstant());
        return report;
    }
}
