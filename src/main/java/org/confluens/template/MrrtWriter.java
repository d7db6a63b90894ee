package org.confluens.template;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.confluens.sr.Code;

/** Writes a template as an MRRT page: sections, fields, and which code each of them has. */
final class MrrtWriter {
    private final Template template;
    private final Locale language;
    private final MrrtFields fields;
    private final StringWriter text = new StringWriter();
    private XMLStreamWriter html;

    MrrtWriter(Template template, Locale language) {
        this.template = template;
        this.language = language;
        this.fields = new MrrtFields(template, language);
    }

    String write() {
        try {
            html = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            html.writeDTD("<!DOCTYPE html>\n");
            html.writeStartElement("html");
            html.writeAttribute("lang", language.toLanguageTag());
            head();
            html.writeStartElement("body");
            for (Section section : template.sections()) {
                section(section);
            }
            html.writeEndElement();
            html.writeEndElement();
            html.flush();
            return text.append('\n').toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the page of template " + template.id() + " can't be written", e);
        }
    }

    private String translated(String english) {
        return template.texts().text(english, language);
    }

    private void head() throws XMLStreamException {
        html.writeStartElement("head");
        element("title", translated(template.title()));
        html.writeEmptyElement("meta");
        html.writeAttribute("charset", "UTF-8");
        String help = template.help().map(this::translated).orElse(translated(template.title()));
        meta("title", translated(template.title()));
        meta("identifier", "urn:confluens:sr-template:" + template.id() + ":" + template.version());
        meta("description", help);
        meta("type", "IMAGE_REPORT_TEMPLATE");
        meta("language", language.toLanguageTag());
        meta("publisher", "Confluens");
        meta("rights", "Apache License 2.0");
        meta("license", "https://www.apache.org/licenses/LICENSE-2.0");
        if (template.date().isPresent()) {
            meta("date", template.date().get());
        }
        meta("creator", "Confluens");
        attributes();
        html.writeEndElement();
    }

    private void meta(String name, String content) throws XMLStreamException {
        html.writeEmptyElement("meta");
        html.writeAttribute("name", "dcterms." + name);
        html.writeAttribute("content", content);
    }

    private void element(String name, String content) throws XMLStreamException {
        html.writeStartElement(name);
        html.writeCharacters(content);
        html.writeEndElement();
    }

    private void attributes() throws XMLStreamException {
        Map<String, Code> coded = coded();
        html.writeStartElement("script");
        html.writeAttribute("type", "text/xml");
        html.writeStartElement("template_attributes");
        element("top-level-flag", "true");
        element("status", status());
        html.writeStartElement("coding_schemes");
        for (String designator : schemes(coded)) {
            html.writeEmptyElement("coding_scheme");
            html.writeAttribute(
                    "name",
                    template.codes()
                            .scheme(designator)
                            .map(CodeBook.Scheme::name)
                            .orElse(designator));
            html.writeAttribute("designator", designator);
        }
        html.writeEndElement();
        term(template.code(), "procedure");
        html.writeStartElement("coded_content");
        for (Map.Entry<String, Code> entry : coded.entrySet()) {
            html.writeStartElement("entry");
            html.writeAttribute("ORIGTXT", entry.getKey());
            term(entry.getValue(), "concept");
            html.writeEndElement();
        }
        html.writeEndElement();
        html.writeEndElement();
        html.writeEndElement();
    }

    private String status() {
        return switch (template.status()) {
            case ACTIVE -> "ACTIVE";
            case TRIAL -> "DRAFT";
            case RETIRED -> "RETIRED";
        };
    }

    private void term(Code code, String type) throws XMLStreamException {
        html.writeStartElement("term");
        html.writeAttribute("type", type);
        html.writeEmptyElement("code");
        html.writeAttribute("meaning", code.meaning());
        html.writeAttribute("value", code.value());
        html.writeAttribute("scheme", code.scheme());
        html.writeEndElement();
    }

    private Set<String> schemes(Map<String, Code> coded) {
        Set<String> schemes = new LinkedHashSet<>();
        schemes.add(template.code().scheme());
        coded.values().forEach(code -> schemes.add(code.scheme()));
        return schemes;
    }

    /** The concept of every section and field, by its id on the page. */
    private Map<String, Code> coded() {
        Map<String, Code> coded = new LinkedHashMap<>();
        for (Section section : template.sections()) {
            coded.put(section.id(), section.group().concept());
            if (section.isSegments()) {
                for (VeinAnatomy.Entry entry : fields.shown(section)) {
                    String scope = section.id() + "." + entry.segment().id();
                    coded.put(scope, entry.segment().site());
                    coded(section.group(), scope, entry, coded);
                }
            } else {
                coded(section.group(), section.id(), null, coded);
            }
        }
        return coded;
    }

    private void coded(Group group, String scope, VeinAnatomy.Entry segment, Map<String, Code> coded) {
        for (Node node : group.children()) {
            String id = scope + "." + node.id();
            if (node instanceof Group inner) {
                coded.put(id, inner.concept());
                coded(inner, id, segment, coded);
            } else if (MrrtFields.isAsked((Item) node, segment)) {
                coded.put(id, node.concept());
            }
        }
    }

    private void section(Section section) throws XMLStreamException {
        start(section.id(), 1, translated(section.group().label()));
        if (section.isSegments()) {
            for (VeinAnatomy.Entry entry : fields.shown(section)) {
                String scope = section.id() + "." + entry.segment().id();
                start(scope, 2, translated(entry.label()));
                content(section.group(), scope, entry, 3);
                html.writeEndElement();
            }
        } else {
            content(section.group(), section.id(), null, 2);
        }
        html.writeEndElement();
    }

    private void start(String id, int level, String name) throws XMLStreamException {
        html.writeStartElement("section");
        html.writeAttribute("id", id);
        html.writeAttribute("class", "level" + level);
        html.writeAttribute("data-section-name", name);
        html.writeStartElement("header");
        html.writeAttribute("class", "level" + level);
        html.writeCharacters(name);
        html.writeEndElement();
    }

    private void content(Group group, String scope, VeinAnatomy.Entry segment, int level) throws XMLStreamException {
        for (Node node : group.children()) {
            String id = scope + "." + node.id();
            if (node instanceof Group inner) {
                start(id, level, translated(inner.label()));
                content(inner, id, segment, level + 1);
                html.writeEndElement();
            } else if (MrrtFields.isAsked((Item) node, segment)) {
                fields.write(html, (Item) node, id);
            }
        }
    }

    static List<String> numberAttributes(NumberRange range) {
        return List.of(
                range.minimum().map(BigDecimal::toPlainString).orElse(""),
                range.maximum().map(BigDecimal::toPlainString).orElse(""),
                range.step().map(BigDecimal::toPlainString).orElse("any"));
    }
}
