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
import org.confluens.platform.log.Log;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrHtml;

/**
 * Prints the page of a report as an accessible PDF (PDF/UA) with its fonts inside. The font that comes along covers Latin,
 * Greek and Cyrillic; for other scripts a page takes what it needs from a folder of fonts. Text that runs from right to left
 * is turned and its letters are joined here.
 */
public final class PdfRenderer {

    /** Stands for a character that cannot be printed (U+25A1, which our own font has). */
    static final String MARK = "\u25A1";

    /** About fifteen thousand content items, which take ten seconds and half a gigabyte to lay out. */
    static final int LONGEST_PAGE = 2_000_000;

    private static final Log LOG = Log.of(PdfRenderer.class);
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
     * The PDF of a document, its own words in a language. A character that is in none of the fonts is printed as
     * {@value #MARK} and told in the log, so that the rest of the report still goes out.
     *
     * @throws TooLongForPdfException when its page has more than {@value #LONGEST_PAGE} characters
     */
    public byte[] render(SrDocument document, Locale locale) throws TooLongForPdfException {
        String plain = SrHtml.render(document, locale);
        if (plain.length() > LONGEST_PAGE) {
            throw new TooLongForPdfException(plain.length(), LONGEST_PAGE);
        }
        Set<Integer> wanted = wanted(plain);
        List<PdfFont> fonts = new ArrayList<>(List.of(own));
        fonts.addAll(further.covering(wanted));
        String page = Directions.stated(marked(SrHtml.render(document, locale, style(fonts)), wanted));
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

    /** The characters that our own font lacks, letters of Arabic in the shapes that they are printed in. */
    private Set<Integer> wanted(String page) {
        return ArabicShaping.shape(page)
                .codePoints()
                .filter(point -> isSeen(point) && !own.has(point))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The page with a mark for each character that no font has; the log gets how many and of which scripts, not which. */
    private static String marked(String page, Set<Integer> missing) {
        if (missing.isEmpty()) {
            return page;
        }
        Set<Integer> letters = missing.stream()
                .flatMapToInt(point ->
                        ArabicShaping.unshape(Character.toString(point)).codePoints())
                .boxed()
                .collect(Collectors.toSet());
        StringBuilder marked = new StringBuilder(page.length());
        int count = 0;
        for (int point : page.codePoints().toArray()) {
            boolean isMissing = letters.contains(point) || missing.contains(point);
            marked.append(isMissing ? MARK : Character.toString(point));
            count += isMissing ? 1 : 0;
        }
        String scripts = missing.stream()
                .map(point -> Character.UnicodeScript.of(point).name())
                .distinct()
                .collect(Collectors.joining(", "));
        LOG.warning(
                "a PDF has marks in the place of {0} characters in {1}; a font that has them belongs into the fonts'"
                        + " folder",
                count, scripts);
        return marked.toString();
    }

    /** Spaces and the marks that only steer the direction of text need no glyph. */
    private static boolean isSeen(int point) {
        return !Character.isWhitespace(point) && Character.getType(point) != Character.FORMAT;
    }
}
