package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Uids;
import org.confluens.platform.log.Log;
import org.confluens.report.pdf.TooLongForPdfException;
import org.confluens.sr.DocumentSeries;
import org.confluens.sr.EncapsulatedPdf;
import org.confluens.sr.SrDocument;

/** Sends a verified report as Encapsulated PDF too, where the site wants it for viewers that show no structured report. */
@ApplicationScoped
class PdfCompanion {

    private static final Log LOG = Log.of(PdfCompanion.class);
    private static final int SERIES_NUMBER = 901;

    private Settings settings;
    private Printer printer;
    private Outbox outbox;

    protected PdfCompanion() {}

    @Inject
    PdfCompanion(Settings settings, Printer printer, Outbox outbox) {
        this.settings = settings;
        this.printer = printer;
        this.outbox = outbox;
    }

    /** Leaves the PDF of a verified document in the outbox. */
    void follow(Report report, SrDocument document, OffsetDateTime now) {
        if (report.state() != ReportState.VERIFIED || !settings.flag("confluens.report.send-pdf")) {
            return;
        }
        DocumentSeries series = new DocumentSeries(
                Uids.nameBased("confluens-pdf|" + report.seriesInstanceUid()),
                Integer.toString(SERIES_NUMBER),
                "DOC",
                Optional.of("Venous report as PDF"),
                Optional.empty());
        try {
            byte[] pdf = printer.renderer().render(document, Locale.ENGLISH);
            outbox.store(
                    EncapsulatedPdf.of(document, pdf, Uids.create(), series, now),
                    "report " + report.id() + " PDF",
                    report.line());
        } catch (TooLongForPdfException e) {
            LOG.warning("report {0} goes out without a PDF: {1}", report.id(), e);
        }
    }
}
