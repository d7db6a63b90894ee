package org.confluens.template;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Makes a template of an MRRT page that loads as it is: a start for a person, who gives codes to what has made ones. */
final class MrrtReader {
    static final String NAMESPACE = "urn:confluens:sr-template:1";
    private static final int LONGEST_ID = 40;
    private static final int MOST = 1_000;

    private final MrrtElement page;
    private final CodeBook book;
    private final String title;
    private final String templateId;
    private final MrrtCodes codes;
    private final Set<String> remarks = new LinkedHashSet<>();
    private final StringWriter text = new StringWriter();
    private final Set<String> sets = new HashSet<>();
    private XMLStreamWriter xml;

    private MrrtReader(MrrtElement page, CodeBook book) {
        this.page = page;
        this.book = book;
        this.title = page.all("title")
                .map(MrrtReader::clean)
                .filter(t -> !t.isBlank())
                .findFirst()
                .or(() -> meta("title"))
                .orElse("Imported template");
        this.templateId = identifier(title, new HashSet<>());
        this.codes = new MrrtCodes(page, title, meta("identifier").orElse(""), book);
    }

    static MrrtImport read(MrrtElement page, CodeBook codes) throws TemplateException {
        MrrtReader reader = new MrrtReader(page, codes);
        List<Part> parts = reader.parts();
        int fields = parts.stream().mapToInt(part -> part.fields().size()).sum();
        if (fields == 0) {
            throw refused("no-field", "the page has no field that a report could hold");
        }
        if (fields > MOST) {
            throw refused("too-many", "a page has at most " + MOST + " fields");
        }
        MrrtRules.broken(page).forEach(rule -> reader.remarks.add("the page breaks the profile: " + rule));
        try {
            reader.write(parts);
            return new MrrtImport(
                    reader.templateId, reader.withRemarks(), reader.codes.write(), List.copyOf(reader.remarks));
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the template can't be written", e);
        }
    }

    private static TemplateException refused(String rule, String message) {
        return new TemplateException(List.of(new TemplateProblem("MRRT page", 1, rule, message)));
    }

    /** A section of the page with its fields. */
    private record Part(MrrtElement section, List<MrrtField> fields) {}

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Stream.concat(Stream.of(page), page.all("section")).forEach(section -> {
            List<MrrtField> fields = MrrtField.of(section);
            if (!fields.isEmpty()) {
                parts.add(new Part(section, fields));
            }
        });
        return parts;
    }

    private static String clean(MrrtElement element) {
        return clean(element.words());
    }

    private static String clean(String words) {
        return ValueChecks.withoutControls(words)
                .replaceAll("[\\s\u00A0]+", " ")
                .strip();
    }

    private Optional<String> meta(String term) {
        return page.all("meta")
                .filter(m -> m.attribute("name").equalsIgnoreCase("dcterms." + term))
                .map(m -> clean(m.attribute("content")))
                .filter(content -> !content.isEmpty())
                .findFirst();
    }

    private void write(List<Part> parts) throws XMLStreamException {
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        xml.writeStartElement("template");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("id", templateId);
        xml.writeAttribute("version", "0.1");
        date().ifPresent(date -> attribute("date", date));
        xml.writeAttribute("status", "trial");
        xml.writeAttribute("identifier", "MRRT_" + codes.prefix());
        xml.writeAttribute("code", codes.make(title, ""));
        element("title", title);
        Optional<String> help = meta("description").filter(d -> !d.equals(title));
        if (help.isPresent()) {
            element("help", help.get());
        }
        Set<String> ids = new HashSet<>();
        Set<String> concepts = new HashSet<>();
        for (Part part : parts) {
            section(part, ids, concepts);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.flush();
        page.all()
                .filter(e -> e.name().equals("embed") || e.name().equals("object"))
                .forEach(e -> remarks.add("the page embeds \"" + e.attribute("src") + e.attribute("data")
                        + "\", which is not read; import it by itself"));
        remarks.add(codes.count() + " codes were made, of the scheme 99MRRT: replace them by codes that you looked up");
    }

    private Optional<String> date() {
        try {
            return meta("date").map(LocalDate::parse).map(LocalDate::toString);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void attribute(String name, String value) {
        try {
            xml.writeAttribute(name, value);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the template can't be written", e);
        }
    }

    private String withRemarks() {
        StringBuilder file = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--\n");
        file.append("  Made of an MRRT page. What is left to decide:\n");
        remarks.forEach(remark ->
                file.append("  - ").append(clean(remark).replace("--", "- -")).append('\n'));
        return file.append("-->\n").append(text).append('\n').toString();
    }

    private void element(String name, String content) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    private void section(Part part, Set<String> ids, Set<String> used) throws XMLStreamException {
        MrrtElement section = part.section();
        boolean whole = section.name().isEmpty();
        String name = Stream.of(
                        whole ? "Report" : clean(section.attribute("data-section-name")),
                        section.all("header").findFirst().map(MrrtReader::clean).orElse(""),
                        clean(section.attribute("id")))
                .filter(n -> !n.isBlank())
                .findFirst()
                .orElse("Report");
        String id = section.attribute("id");
        String concept = codes.known(id).filter(used::add).orElseGet(() -> codes.make(name, id));
        xml.writeCharacters("\n  ");
        xml.writeStartElement("section");
        xml.writeAttribute("id", identifier(name, ids));
        xml.writeAttribute("concept", concept);
        element("label", name);
        Set<String> items = new HashSet<>();
        Set<String> concepts = new HashSet<>();
        for (MrrtField field : part.fields()) {
            item(field, items, concepts);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void item(MrrtField field, Set<String> ids, Set<String> used) throws XMLStreamException {
        String label = label(field);
        List<MrrtField.Option> options = field.options(page).stream()
                .map(o -> new MrrtField.Option(o.id(), clean(o.label())))
                .filter(o -> !o.label().isEmpty())
                .toList();
        if (field.isTickBox()) {
            options = List.of(new MrrtField.Option("", "yes"), new MrrtField.Option("", "no"));
        }
        ItemType type = options.isEmpty() ? field.type() : ItemType.CODE;
        String id = identifier(label, ids);
        String concept = codes.known(field.id()).filter(used::add).orElseGet(() -> codes.make(label, field.id()));
        xml.writeCharacters("\n    ");
        xml.writeStartElement("item");
        xml.writeAttribute("id", id);
        xml.writeAttribute("type", type.name());
        xml.writeAttribute("concept", concept);
        if (type == ItemType.CODE) {
            String set = identifier(templateId + "-" + id, sets);
            codes.valueSet(set, options, field.isOpen());
            xml.writeAttribute("values", set);
        }
        if (field.isRequired()) {
            xml.writeAttribute("min", "1");
        }
        if (field.takesSeveral()) {
            xml.writeAttribute("max", "*");
        }
        content(field, label, type);
        xml.writeEndElement();
    }

    private void content(MrrtField field, String label, ItemType type) throws XMLStreamException {
        element("label", label);
        String help = clean(field.first().attribute("title"));
        if (!help.isEmpty()) {
            element("help", help);
        }
        if (type == ItemType.NUM) {
            range(field.first(), label);
        }
        String text = clean(
                field.first().has("value")
                        ? field.first().attribute("value")
                        : field.first().words());
        if (type == ItemType.TEXT && !text.isEmpty()) {
            element("suggestion", text);
        }
        if (field.isFilledFromElsewhere()) {
            remarks.add("\"" + label + "\" is filled from elsewhere on the page: say from where with propose");
        }
    }

    private void range(MrrtElement field, String label) throws XMLStreamException {
        Optional<BigDecimal> minimum = number(field, "min");
        Optional<BigDecimal> maximum = number(field, "max");
        Optional<BigDecimal> step = number(field, "step").filter(s -> s.signum() > 0);
        boolean ordered =
                minimum.isEmpty() || maximum.isEmpty() || minimum.get().compareTo(maximum.get()) <= 0;
        String unit = "UCUM:" + field.attribute("data-field-units");
        boolean unitKnown = book.entry(unit).isPresent();
        xml.writeEmptyElement("range");
        if (ordered) {
            minimum.ifPresent(m -> attribute("minimum", m.toPlainString()));
            maximum.ifPresent(m -> attribute("maximum", m.toPlainString()));
        } else {
            remarks.add("\"" + label + "\" has a minimum over its maximum");
        }
        step.ifPresent(s -> attribute("step", s.toPlainString()));
        if (!unitKnown) {
            remarks.add("\"" + label + "\" needs a unit");
        }
        xml.writeAttribute("unit", unitKnown ? unit : "UCUM:1");
    }

    private static Optional<BigDecimal> number(MrrtElement field, String name) {
        String value = field.attribute(name).strip();
        return value.matches("[+-]?[0-9]{1,12}(\\.[0-9]{1,6})?")
                ? Optional.of(new BigDecimal(value))
                : Optional.empty();
    }

    private String label(MrrtField field) {
        return Stream.of(
                        MrrtField.labelFor(field.first(), page).orElse(""),
                        field.first().attribute("name"),
                        field.first().attribute("title"),
                        field.id())
                .map(MrrtReader::clean)
                .map(l -> l.replaceAll("[\\s:]+$", ""))
                .filter(l -> !l.isBlank())
                .findFirst()
                .orElse("Field");
    }

    private static String identifier(String label, Set<String> taken) {
        String plain = Normalizer.normalize(label, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_ID)).replaceAll("-+$", "");
        String base = cut.isEmpty() ? "item" : cut;
        String id = base;
        for (int number = 2; !taken.add(id); number++) {
            id = base + "-" + number;
        }
        return id;
    }
}
