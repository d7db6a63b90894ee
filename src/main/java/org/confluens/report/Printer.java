package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.confluens.config.Settings;
import org.confluens.report.pdf.PdfRenderer;

/** The one PDF renderer, made when it is first needed, because its fonts are large. */
@ApplicationScoped
class Printer {

    private Settings settings;
    private PdfRenderer renderer;

    protected Printer() {}

    @Inject
    Printer(Settings settings) {
        this.settings = settings;
    }

    synchronized PdfRenderer renderer() {
        if (renderer == null) {
            renderer = new PdfRenderer(settings.path("confluens.report.fonts"));
        }
        return renderer;
    }
}
