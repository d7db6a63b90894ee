package org.confluens.template;

import java.util.Map;

/** A file as JAXB read it, with the line on which each of its elements stands. */
record XmlFile(String name, Object root, Map<Object, Integer> lines) {
    int line(Object element) {
        return lines.getOrDefault(element, 0);
    }
}
