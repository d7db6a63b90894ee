package org.confluens.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An element of an MRRT page with what is in it, in order: elements and pieces of text.
 *
 * @param name in lower case, as the names of the attributes; empty for a piece of text
 * @param text the text of a piece of text, else empty
 * @param line where it begins
 */
record MrrtElement(String name, Map<String, String> attributes, List<MrrtElement> children, String text, int line) {

    /** The elements in it, without text. */
    Stream<MrrtElement> elements() {
        return children.stream().filter(child -> !child.name().isEmpty());
    }

    String attribute(String attributeName) {
        return attributes.getOrDefault(attributeName, "");
    }

    boolean has(String attributeName) {
        return attributes.containsKey(attributeName);
    }

    /** Every element below this one, in the order of the page. */
    Stream<MrrtElement> all() {
        return elements().flatMap(child -> Stream.concat(Stream.of(child), child.all()));
    }

    Stream<MrrtElement> all(String elementName) {
        return all().filter(e -> e.name().equals(elementName));
    }

    /** The text of the element and of everything below, on one line. */
    String words() {
        StringBuilder words = new StringBuilder();
        collect(words);
        return words.toString().replaceAll("[\\s\u00A0]+", " ").strip();
    }

    private void collect(StringBuilder words) {
        words.append(text);
        for (MrrtElement child : children) {
            words.append(child.name().isEmpty() ? "" : " ");
            child.collect(words);
        }
    }
}
