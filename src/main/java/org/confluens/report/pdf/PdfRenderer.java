package org.confluens.report.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
 * Greek and Cyrillic; for other scripts a page takes what it needs from a folder of fonts. Text that runs from right to left
 * is turned and its letters are joined here.
 */
public final class PdfRenderer {

    private static final String OWN_FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final PdfFont own;
    private final FontFolder further;

    /** A renderer that also uses the TrueType fonts below this folder, which need not exist. */
    public PdfRenderer(Path fonts) {
        try (InputStream in = PDDocument.class.getResourceAsStream(OWN_FONT)) {
            own = PdfFont.of("font0", in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        further = new FontFolder(fonts);
    }

    /**
     * The PDF of a document, its own words in a language.
     *
     * @throws UnprintableTextException when a character of it is in none of the fonts
     */
    public byte[] render(SrDocument document, Locale locale) throws UnprintableTextException {
        List<PdfFont> fonts = fonts(SrHtml.render(document, locale));
        String page = Directions.stated(SrHtml.render(document, locale, style(fonts)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(page, null)
                .useExternalResourceAccessControl(
                        (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .usePdfUaAccessibility(true)
                .useUnicodeBidiSplitter(BidirectionalText::new)
                .useUnicodeBidiReorderer(new BidirectionalText())
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

    private static String style(List<PdfFont> fonts) {
        String families = fonts.stream().map(PdfFont::family).collect(Collectors.joining(", "));
        return "@page { size: A4; margin: 18mm; @bottom-right { font-family: font0; font-size: 9pt;"
                + " content: counter(page) \" / \" counter(pages); } }\n"
                + "body { margin: 0; font-family: " + families + "; }\n"
                + "table { table-layout: fixed; }\n"
                + "th, td, p, li, h1, h2, h3, h4, h5, h6, caption { word-wrap: break-word; }\n"
                + "*[dir=rtl] { direction: rtl; text-align: right; }\n"
                + "h1, h2, h3, h4, h5, h6, th, caption, .notice { font-weight: normal; }\n";
    }

    /** Our own font first, then those of the folder that have what it lacks. */
    private List<PdfFont> fonts(String page) throws UnprintableTextException {
        Set<Integer> wanted = ArabicShaping.shape(page)
                .codePoints()
                .filter(point -> isSeen(point) && !own.has(point))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        List<PdfFont> fonts = new ArrayList<>(List.of(own));
        fonts.addAll(further.covering(wanted));
        if (!wanted.isEmpty()) {
            throw new UnprintableTextException(wanted.stream()
                    .map(point -> Character.UnicodeScript.of(point).name())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        return fonts;
    }

    /** Spaces and the marks that only steer the direction of text need no glyph. */
    private static boolean isSeen(int point) {
        return !Character.isWhitespace(point) && Character.getType(point) != Character.FORMAT;
    }
}
