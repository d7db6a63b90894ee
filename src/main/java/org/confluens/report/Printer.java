package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.confluens.report.pdf.PdfRenderer;

/** The one PDF renderer, made when it is first needed, because its fonts are large. */
@ApplicationScoped
class Printer {

    private PdfRenderer renderer;

    synchronized PdfRenderer renderer() {
        if (renderer == null) {
            renderer = new PdfRenderer(List.of());
        }
        return renderer;
    }
}
