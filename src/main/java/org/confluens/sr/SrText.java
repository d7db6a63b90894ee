package org.confluens.sr;

import java.util.Locale;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** Renders a document as plain text, with the depth of an item as indentation. */
public final class SrText {

    private final SrDocument document;
    private final Labels labels;
    private final StringBuilder out = new StringBuilder(2048);

    private SrText(SrDocument document, Locale locale) {
        this.document = document;
        this.labels = Labels.in(locale);
    }

    /** The text, its lines ended by line feeds. */
    public static String render(SrDocument document, Locale locale) {
        SrText text = new SrText(document, locale);
        text.header();
        text.content();
        return text.out.toString();
    }

    private void header() {
        String title = document.root().concept().map(Code::meaning).orElse("SR");
        out.append(clean(title))
                .append('\n')
                .append("=".repeat(Math.max(title.length(), 1)))
                .append("\n\n");
        Dataset context = document.context();
        line("patient", context.personName(Tag.PatientName).map(ValueText::name));
        line("patient-id", context.string(Tag.PatientID));
        line("birth-date", context.string(Tag.PatientBirthDate).map(ValueText::date));
        line("study-date", context.string(Tag.StudyDate).map(ValueText::date));
        line("accession", context.string(Tag.AccessionNumber));
        line("state", document.state().completion().map(flag -> labels.of(flag.name())));
        line("state", document.state().verification().map(flag -> labels.of(flag.name())));
        for (VerifyingObserver observer : document.state().verifyingObservers()) {
            line(
                    "verified-by",
                    Optional.of(ValueText.name(observer.name()) + ", " + observer.organization() + ", "
                            + ValueText.dateTime(observer.dateTime())));
        }
        out.append('\n');
    }

    private void content() {
        ValueText values = new ValueText(labels);
        for (ContentTree.Node node : ContentTree.nodes(document.root())) {
            if (node.parent().isEmpty()) {
                continue;
            }
            String indent = "  ".repeat(node.position().depth() - 2);
            String name = node.item().concept().map(Code::meaning).orElse("");
            String value = clean(values.of(node.item())).replace("\n", "\n" + indent + "  ");
            out.append(indent).append(clean(name));
            if (!value.isEmpty()) {
                out.append(name.isEmpty() ? "" : ": ").append(value);
            }
            out.append('\n');
        }
    }

    private void line(String label, Optional<String> value) {
        value.filter(text -> !text.isEmpty())
                .ifPresent(text -> out.append(labels.of(label))
                        .append(": ")
                        .append(clean(text))
                        .append('\n'));
    }

    /** Line ends made one kind, and no control character that a terminal would obey. */
    private static String clean(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }
}
