package org.confluens.template;

import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.confluens.finding.Examination;
import org.confluens.sr.Code;

/** Writes the fields of an MRRT page. */
final class MrrtFields {
    private final Template template;
    private final Locale language;

    MrrtFields(Template template, Locale language) {
        this.template = template;
        this.language = language;
    }

    /** The segments that a page asks for: those that every report of this kind must speak about. */
    List<VeinAnatomy.Entry> shown(Section section) {
        Examination examination =
                section.everySegment() ? template.examination().orElse(Examination.CATHETER) : Examination.CATHETER;
        return template.veins().entries().stream()
                .filter(e -> e.expectedBy().contains(examination))
                .toList();
    }

    static boolean isAsked(Item item, VeinAnatomy.Entry segment) {
        return item.veins().isEmpty() || segment == null || item.veins().contains(segment.veinId());
    }

    void write(XMLStreamWriter html, Item item, String id) throws XMLStreamException {
        html.writeStartElement("p");
        html.writeStartElement("label");
        html.writeAttribute("for", id);
        html.writeCharacters(translated(item.label()));
        html.writeEndElement();
        switch (item.type()) {
            case CODE -> choice(html, item, id);
            case TEXT -> text(html, item, id);
            default -> input(html, item, id);
        }
        html.writeEndElement();
    }

    private String translated(String english) {
        return template.texts().text(english, language);
    }

    private void common(XMLStreamWriter html, Item item, String id, String type) throws XMLStreamException {
        html.writeAttribute("id", id);
        html.writeAttribute("name", translated(item.label()));
        html.writeAttribute("data-field-type", type);
        html.writeAttribute(
                "data-field-merge-flag",
                String.valueOf(item.proposals().stream().anyMatch(p -> p.tag().isPresent())));
        html.writeAttribute("data-field-completion-action", item.cardinality().isRequired() ? "PROHIBIT" : "NONE");
        if (item.help().isPresent()) {
            html.writeAttribute("title", translated(item.help().get()));
        }
    }

    private void choice(XMLStreamWriter html, Item item, String id) throws XMLStreamException {
        html.writeStartElement("select");
        common(html, item, id, "SELECTION_LIST");
        if (item.cardinality().isRepeatable()) {
            html.writeAttribute("multiple", "multiple");
        } else {
            option(html, "", "\u2013");
        }
        List<Code> codes = item.hasRole(ItemRole.PROCEDURE)
                ? template.procedures()
                : item.values().orElseThrow().codes();
        for (Code code : codes) {
            option(html, CodeBook.reference(code), translated(template.codes().label(code)));
        }
        html.writeEndElement();
    }

    private static void option(XMLStreamWriter html, String value, String label) throws XMLStreamException {
        html.writeStartElement("option");
        html.writeAttribute("value", value);
        html.writeCharacters(label);
        html.writeEndElement();
    }

    private void text(XMLStreamWriter html, Item item, String id) throws XMLStreamException {
        html.writeStartElement("textarea");
        common(html, item, id, "TEXTAREA");
        html.writeAttribute("rows", "2");
        html.writeAttribute("cols", "80");
        html.writeCharacters(item.fixedText().map(this::translated).orElse(""));
        html.writeEndElement();
    }

    private void input(XMLStreamWriter html, Item item, String id) throws XMLStreamException {
        html.writeEmptyElement("input");
        boolean number = item.type() == ItemType.NUM;
        boolean date = item.type() == ItemType.DATE;
        html.writeAttribute("type", number ? "number" : date ? "date" : "text");
        common(html, item, id, number ? "NUMBER" : date ? "DATE" : "TEXT");
        if (number) {
            NumberRange range = item.range().orElseThrow();
            List<String> attributes = MrrtWriter.numberAttributes(range);
            html.writeAttribute("min", attributes.get(0));
            html.writeAttribute("max", attributes.get(1));
            html.writeAttribute("step", attributes.get(2));
            html.writeAttribute("data-field-units", range.unit().value());
        }
    }
}
