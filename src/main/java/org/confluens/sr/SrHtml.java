package org.confluens.sr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/**
 * Renders a document as an accessible page: one heading a container in their order, tables with row headers, the language
 * of the words and that of the content marked, every text escaped, no script. The page is well-formed XML as well.
 */
public final class SrHtml {

    private static final String STYLE = style();
    private static final Code LANGUAGE = new Code("121049", "DCM", "Language of Content Item and Descendants");

    private final SrDocument document;
    private final Labels labels;
    private final Markup out = new Markup();

    private SrHtml(SrDocument document, Locale locale) {
        this.document = document;
        this.labels = Labels.in(locale);
    }

    /** A whole page. */
    public static String render(SrDocument document, Locale locale) {
        return render(document, locale, "");
    }

    /** A whole page with rules added to its style sheet. */
    public static String render(SrDocument document, Locale locale, String furtherStyle) {
        SrHtml page = new SrHtml(document, locale);
        page.out
                .raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"")
                .raw(page.labels.language())
                .raw("\">\n<head>\n<meta charset=\"UTF-8\"/>\n<meta name=\"subject\" content=\"")
                .text(page.title())
                .raw("\"/>\n<title>")
                .text(page.title())
                .raw("</title>\n<style>\n")
                .raw(STYLE)
                .raw(furtherStyle)
                .raw("</style>\n</head>\n<body>\n<main>\n");
        page.article();
        page.out.raw("</main>\n</body>\n</html>\n");
        return page.out.toString();
    }

    /** The report alone, to stand in a page of another kind. */
    public static String fragment(SrDocument document, Locale locale) {
        SrHtml page = new SrHtml(document, locale);
        page.article();
        return page.out.toString();
    }

    private void article() {
        out.raw("<article>\n").element("h1", title()).raw("\n");
        if (document.state().verification().isPresent() && !document.state().isVerified()) {
            out.raw("<p class=\"notice\">")
                    .text(labels.of("not-verified-notice"))
                    .raw("</p>\n");
        }
        patient();
        state();
        observers();
        out.raw("<section")
                .raw(contentLanguage())
                .raw(">\n<h2>")
                .text(labels.of("content"))
                .raw("</h2>\n");
        new ContentMarkup(out, labels).render(document.root());
        out.raw("</section>\n</article>\n");
    }

    private String title() {
        return document.root()
                .concept()
                .map(Code::meaning)
                .filter(text -> !text.isEmpty())
                .orElse("SR");
    }

    private void patient() {
        Dataset context = document.context();
        table("patient");
        row("patient", context.personName(Tag.PatientName).map(ValueText::name));
        row("patient-id", context.string(Tag.PatientID));
        row("birth-date", context.string(Tag.PatientBirthDate).map(ValueText::date));
        row("sex", context.string(Tag.PatientSex));
        row("study-date", context.string(Tag.StudyDate).map(ValueText::date));
        row("accession", context.string(Tag.AccessionNumber));
        row(
                "referring-physician",
                context.personName(Tag.ReferringPhysicianName).map(ValueText::name));
        out.raw("</tbody></table>\n");
    }

    private void state() {
        DocumentState state = document.state();
        table("document");
        row(
                "content-date",
                document.identity()
                        .contentDateTime()
                        .map(moment -> moment.toString().replace('T', ' ')));
        String flags = List.of(
                        state.preliminary().map(flag -> labels.of(flag.name())).orElse(""),
                        state.completion().map(flag -> labels.of(flag.name())).orElse(""),
                        state.verification().map(flag -> labels.of(flag.name())).orElse(""))
                .stream()
                .filter(word -> !word.isEmpty())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        row("state", Optional.of(flags));
        document.provenance()
                .authors()
                .forEach(author -> row("author", author.personName().map(ValueText::name)));
        row("made-by", Optional.of(document.equipment().manufacturer()));
        row("institution", document.equipment().institutionName());
        document.provenance().predecessors().stream()
                .flatMap(StudyReference::sops)
                .forEach(sop -> row("replaces", Optional.of(sop.sopInstanceUid())));
        out.raw("</tbody></table>\n");
    }

    private void observers() {
        if (document.state().verifyingObservers().isEmpty()) {
            return;
        }
        out.raw("<table><caption>").text(labels.of("verified-by")).raw("</caption><thead><tr>");
        for (String column : List.of("verified-by", "organization", "date-time")) {
            out.raw("<th scope=\"col\">").text(labels.of(column)).raw("</th>");
        }
        out.raw("</tr></thead><tbody>\n");
        for (VerifyingObserver observer : document.state().verifyingObservers()) {
            out.raw("<tr>")
                    .element("td", ValueText.name(observer.name()))
                    .element("td", observer.organization())
                    .element("td", ValueText.dateTime(observer.dateTime()))
                    .raw("</tr>\n");
        }
        out.raw("</tbody></table>\n");
    }

    private void table(String caption) {
        out.raw("<table><caption>").text(labels.of(caption)).raw("</caption><tbody>\n");
    }

    private void row(String label, Optional<String> value) {
        value.filter(text -> !text.isEmpty())
                .ifPresent(text -> out.raw("<tr><th scope=\"row\">")
                        .text(labels.of(label))
                        .raw("</th>")
                        .element("td", text)
                        .raw("</tr>\n"));
    }

    /** The language that the document says its content is in (TID 1204), where it is a well-formed tag. */
    private String contentLanguage() {
        return document.root()
                .childrenNamed(LANGUAGE)
                .filter(CodeItem.class::isInstance)
                .map(item -> ((CodeItem) item).value().value())
                .filter(tag -> tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"))
                .findFirst()
                .map(tag -> " lang=\"" + tag + "\"")
                .orElse("");
    }

    private static String style() {
        try (InputStream in = SrHtml.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
