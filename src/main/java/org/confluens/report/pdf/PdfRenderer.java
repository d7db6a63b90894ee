package org.confluens.report.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrHtml;

/**
 * Prints the page of a report as an accessible PDF (PDF/UA) with its fonts inside. The font that comes along covers Latin,
 * Greek and Cyrillic; others are named by the site. Scripts written from right to left are refused: their letters join and
 * turn around, which the library does not do.
 */
public final class PdfRenderer {

    private static final String OWN_FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final List<PdfFont> fonts = new ArrayList<>();

    /** A renderer that also uses the TrueType fonts of these files, tried in their order. */
    public PdfRenderer(List<Path> furtherFonts) {
        try (InputStream own = PDDocument.class.getResourceAsStream(OWN_FONT)) {
            fonts.add(PdfFont.of("font0", own.readAllBytes()));
            for (Path file : furtherFonts) {
                fonts.add(PdfFont.of("font" + fonts.size(), Files.readAllBytes(file)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The PDF of a document, its own words in a language.
     *
     * @throws UnprintableTextException when a character of it is in none of the fonts
     */
    public byte[] render(SrDocument document, Locale locale) throws UnprintableTextException {
        String page = SrHtml.render(document, locale, style());
        Set<String> missing = unprintable(page);
        if (!missing.isEmpty()) {
            throw new UnprintableTextException(missing);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(page, null)
                .useExternalResourceAccessControl(
                        (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .usePdfUaAccessibility(true)
                .withProducer("Confluens")
                .toStream(out);
        for (PdfFont font : fonts) {
            builder.useFont(() -> new ByteArrayInputStream(font.bytes()), font.family(), 400, FontStyle.NORMAL, true);
        }
        try {
            builder.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toByteArray();
    }

    private String style() {
        String families = fonts.stream().map(PdfFont::family).collect(Collectors.joining(", "));
        return "@page { size: A4; margin: 18mm; @bottom-right { font-family: font0; font-size: 9pt;"
                + " content: counter(page) \" / \" counter(pages); } }\n"
                + "body { margin: 0; font-family: " + families + "; }\n"
                + "h1, h2, h3, h4, h5, h6, th, caption, .notice { font-weight: normal; }\n";
    }

    private Set<String> unprintable(String page) {
        return page.codePoints()
                .filter(point -> !Character.isWhitespace(point) && !isPrintable(point))
                .mapToObj(point -> Character.UnicodeScript.of(point).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isPrintable(int point) {
        byte direction = Character.getDirectionality(point);
        boolean rightToLeft = direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        return !rightToLeft && fonts.stream().anyMatch(font -> font.has(point));
    }
}
