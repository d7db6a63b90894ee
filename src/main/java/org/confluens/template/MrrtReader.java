package org.confluens.template;

import java.io.StringWriter;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Makes a template of an MRRT page: a start for a person, who gives codes to what has none that we know. */
final class MrrtReader {
    private static final String NAMESPACE = "urn:confluens:sr-template:1";
    private static final String SECTION_CONCEPT = "LN:59776-5";
    private static final String ITEM_CONCEPT = "DCM:121071";

    private final MrrtElement page;
    private final CodeBook codes;
    private final Map<String, String> concepts = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final StringWriter text = new StringWriter();
    private XMLStreamWriter xml;

    private MrrtReader(MrrtElement page, CodeBook codes) {
        this.page = page;
        this.codes = codes;
    }

    static MrrtImport read(MrrtElement page, CodeBook codes) {
        MrrtReader reader = new MrrtReader(page, codes);
        MrrtRules.broken(page).forEach(rule -> reader.remarks.add("the page breaks the profile: " + rule));
        try {
            reader.write();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the template can't be written", e);
        }
        return new MrrtImport(reader.text.toString(), reader.remarks);
    }

    private void write() throws XMLStreamException {
        for (MrrtElement entry : page.all("entry").toList()) {
            entry.all("code")
                    .findFirst()
                    .ifPresent(code -> concepts.put(
                            entry.attribute("ORIGTXT"), code.attribute("scheme") + ":" + code.attribute("value")));
        }
        String title = page.all("title").findFirst().map(MrrtElement::text).orElse("Imported template");
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeComment(" Made of an MRRT page: give each item its concept, value set and label, then set active. ");
        xml.writeCharacters("\n");
        xml.writeStartElement("template");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("id", identifier(title, new HashSet<>()));
        xml.writeAttribute("version", "0.1");
        xml.writeAttribute("status", "trial");
        xml.writeAttribute("identifier", "IMPORTED");
        xml.writeAttribute("code", concept("", "99CCSVI:RPT_COMP"));
        element("title", title);
        sections();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void element(String name, String content) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    private void sections() throws XMLStreamException {
        Set<String> ids = new HashSet<>();
        Set<String> used = new HashSet<>();
        List<MrrtElement> sections =
                page.all("section").filter(s -> fields(s).findAny().isPresent()).toList();
        for (MrrtElement section : sections) {
            String name = section.attribute("data-section-name");
            String concept = concept(section.attribute("id"), SECTION_CONCEPT);
            if (!used.add(concept)) {
                remarks.add("section \"" + name + "\" needs a concept of its own");
            }
            xml.writeCharacters("\n  ");
            xml.writeStartElement("section");
            xml.writeAttribute("id", identifier(name, ids));
            xml.writeAttribute("concept", concept);
            element("label", name.isBlank() ? "Section" : name);
            Set<String> items = new HashSet<>();
            for (MrrtElement field : fields(section).toList()) {
                item(field, items);
            }
            xml.writeEndElement();
        }
        if (sections.isEmpty()) {
            remarks.add("the page has no section with fields");
        }
    }

    /** The fields directly in a section, not those of sections inside it. */
    private static Stream<MrrtElement> fields(MrrtElement element) {
        return element.children().stream()
                .filter(child -> !child.name().equals("section"))
                .flatMap(child -> child.has("data-field-type") ? Stream.of(child) : fields(child));
    }

    private void item(MrrtElement field, Set<String> ids) throws XMLStreamException {
        String id = field.attribute("id");
        String label = label(field);
        boolean number = field.attribute("data-field-type").equals("NUMBER");
        boolean date = field.attribute("data-field-type").equals("DATE");
        xml.writeCharacters("\n    ");
        xml.writeStartElement("item");
        xml.writeAttribute("id", identifier(label, ids));
        xml.writeAttribute("type", number ? "NUM" : date ? "DATE" : "TEXT");
        xml.writeAttribute("concept", concept(id, ITEM_CONCEPT));
        if (field.attribute("data-field-completion-action").equals("PROHIBIT")) {
            xml.writeAttribute("min", "1");
        }
        element("label", label);
        if (!field.attribute("title").isBlank()) {
            element("help", field.attribute("title").strip());
        }
        if (number) {
            range(field);
        }
        for (MrrtElement option : field.all("option").toList()) {
            if (!number && !date && !option.text().isBlank()) {
                element("suggestion", option.text());
            }
        }
        xml.writeEndElement();
    }

    private void range(MrrtElement field) throws XMLStreamException {
        String unit = "UCUM:" + field.attribute("data-field-units");
        xml.writeEmptyElement("range");
        for (String[] name : new String[][] {{"min", "minimum"}, {"max", "maximum"}, {"step", "step"}}) {
            String value = field.attribute(name[0]);
            if (value.matches("-?[0-9]+(\\.[0-9]+)?")) {
                xml.writeAttribute(name[1], value);
            }
        }
        if (codes.entry(unit).isEmpty()) {
            remarks.add("\"" + label(field) + "\" needs a unit");
        }
        xml.writeAttribute("unit", codes.entry(unit).isPresent() ? unit : "UCUM:1");
    }

    private String label(MrrtElement field) {
        Optional<String> label = page.all("label")
                .filter(l -> !l.attribute("for").isBlank() && l.attribute("for").equals(field.attribute("id")))
                .map(MrrtElement::text)
                .filter(t -> !t.isBlank())
                .findFirst();
        return label.orElse(field.attribute("name").isBlank() ? "Field" : field.attribute("name"));
    }

    private String concept(String id, String otherwise) {
        String reference = concepts.getOrDefault(id, "");
        if (codes.entry(reference).isPresent()) {
            return reference;
        }
        if (!reference.isEmpty()) {
            remarks.add("code " + reference + " of \"" + id + "\" is not in a codes file");
        }
        return otherwise;
    }

    private static String identifier(String label, Set<String> taken) {
        String plain = Normalizer.normalize(label, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        String base = plain.isEmpty() ? "item" : plain;
        String id = base;
        for (int number = 2; !taken.add(id); number++) {
            id = base + "-" + number;
        }
        return id;
    }
}
