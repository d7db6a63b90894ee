package org.confluens.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an MRRT page with what is in it; text is that of the element and everything below. */
record MrrtElement(String name, Map<String, String> attributes, List<MrrtElement> children, StringBuilder ownText) {
    private static final Pattern DOCTYPE = Pattern.compile("(?i)^\\s*<!DOCTYPE\\s+html\\s*>");
    private static final int DEEPEST = 64;

    /** Reads a page in the XML syntax of HTML5, which the profile's templates use. */
    static MrrtElement parse(XmlFiles files, String html) throws XMLStreamException {
        String xml = DOCTYPE.matcher(html).replaceFirst("").replace("&nbsp;", "\u00A0");
        XMLStreamReader reader = files.reader(xml.strip().getBytes(StandardCharsets.UTF_8));
        Deque<MrrtElement> open = new ArrayDeque<>();
        MrrtElement root = new MrrtElement("", Map.of(), new ArrayList<>(), new StringBuilder());
        open.push(root);
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                MrrtElement element = start(reader);
                open.element().children().add(element);
                open.push(element);
                if (open.size() > DEEPEST) {
                    throw new XMLStreamException("more than " + DEEPEST + " elements inside each other");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.pop();
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                open.element().ownText().append(reader.getText());
            }
        }
        return root;
    }

    private static MrrtElement start(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return new MrrtElement(reader.getLocalName(), attributes, new ArrayList<>(), new StringBuilder());
    }

    String attribute(String attributeName) {
        return attributes.getOrDefault(attributeName, "");
    }

    boolean has(String attributeName) {
        return attributes.containsKey(attributeName);
    }

    /** Every element below this one, in the order of the page. */
    Stream<MrrtElement> all() {
        return children.stream().flatMap(child -> Stream.concat(Stream.of(child), child.all()));
    }

    Stream<MrrtElement> all(String elementName) {
        return all().filter(e -> e.name().equals(elementName));
    }

    String text() {
        StringBuilder text = new StringBuilder(ownText);
        children.forEach(child -> text.append(' ').append(child.text()));
        return text.toString().strip().replaceAll("[\\s\u00A0]+", " ");
    }
}
