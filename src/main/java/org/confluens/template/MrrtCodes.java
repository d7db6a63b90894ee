package org.confluens.template;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The codes of an imported page: those of the page that a codes file has, and codes made for everything else, which a
 * person replaces. The made ones and the value sets go into a codes file beside the template.
 */
final class MrrtCodes {
    private static final String SCHEME = "99MRRT";
    private static final int LONGEST_MEANING = 64;
    private static final int HASH = 6;
    private static final Map<String, String> SCHEMES = Map.of(
            "LOINC", "LN", "LN", "LN", "SNOMEDCT", "SCT", "SNOMED", "SCT", "SCT", "SCT", "DICOM", "DCM", "DCM", "DCM");

    private record Made(String reference, String meaning, String definition) {}

    private record OwnSet(List<String> references, boolean open) {}

    private final CodeBook known;
    private final String prefix;
    private final String title;
    private final Map<String, MrrtElement> entries = new HashMap<>();
    private final List<Made> made = new ArrayList<>();
    private final Map<String, OwnSet> sets = new LinkedHashMap<>();

    MrrtCodes(MrrtElement page, String title, String identifier, CodeBook known) {
        this.known = known;
        this.title = title;
        this.prefix = hash(identifier + title);
        page.all("entry")
                .forEach(entry -> entry.all("code")
                        .findFirst()
                        .ifPresent(code -> entries.putIfAbsent(entry.attribute("origtxt"), code)));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What tells this page's codes and identifier from those of other pages. */
    String prefix() {
        return prefix;
    }

    /** The code that the page gives an element, if a codes file has it. */
    Optional<String> known(String id) {
        return coded(id)
                .map(code -> scheme(code) + ":" + code.attribute("value").strip())
                .filter(reference -> known.entry(reference).isPresent());
    }

    private Optional<MrrtElement> coded(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.ofNullable(entries.get(id));
    }

    private static String scheme(MrrtElement code) {
        String name = code.attribute("scheme").strip();
        return SCHEMES.getOrDefault(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""), name);
    }

    /** A code of our own for an element, which remembers the one that the page gives it. */
    String make(String label, String id) {
        String reference = SCHEME + ":" + prefix + "_" + (made.size() + 1);
        String there = coded(id)
                .map(code -> "; there %s %s, %s"
                        .formatted(code.attribute("scheme"), code.attribute("value"), code.attribute("meaning")))
                .orElse("");
        String definition = "%s, of the page \"%s\"%s".formatted(label, title, there);
        made.add(new Made(reference, shortened(label), ValueChecks.withoutControls(definition)));
        return reference;
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_MEANING) {
            return text;
        }
        int end = LONGEST_MEANING - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                        .strip() + "\u2026";
    }

    /** How many codes were made. */
    int count() {
        return made.size();
    }

    /** A value set of the options, with known codes where the page gives them. */
    void valueSet(String id, List<MrrtField.Option> options, boolean open) {
        Map<String, String> byLabel = new LinkedHashMap<>();
        for (MrrtField.Option option : options) {
            if (!byLabel.containsKey(option.label())) {
                Optional<String> code = known(option.id()).filter(c -> !byLabel.containsValue(c));
                byLabel.put(option.label(), code.orElseGet(() -> make(option.label(), option.id())));
            }
        }
        sets.put(id, new OwnSet(List.copyOf(byLabel.values()), open));
    }

    /** The codes file. */
    String write() throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("codes");
        xml.writeDefaultNamespace(MrrtReader.NAMESPACE);
        xml.writeCharacters("\n  ");
        xml.writeEmptyElement("scheme");
        xml.writeAttribute("designator", SCHEME);
        xml.writeAttribute("name", "Codes made of imported report templates");
        for (Made code : made) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("code");
            xml.writeAttribute("id", code.reference());
            xml.writeAttribute("meaning", code.meaning());
            xml.writeStartElement("definition");
            xml.writeCharacters(code.definition());
            xml.writeEndElement();
            xml.writeEndElement();
        }
        for (Map.Entry<String, OwnSet> set : sets.entrySet()) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("value-set");
            xml.writeAttribute("id", set.getKey());
            xml.writeAttribute("extensible", String.valueOf(set.getValue().open()));
            for (String reference : set.getValue().references()) {
                xml.writeEmptyElement("value");
                xml.writeAttribute("code", reference);
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.flush();
        return text.append('\n').toString();
    }
}
