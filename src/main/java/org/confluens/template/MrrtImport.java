package org.confluens.template;

import java.util.List;

/**
 * A template made of an MRRT page.
 *
 * @param xml a file for the templates folder, to be finished by a person
 * @param remarks what was left out or has to be decided
 */
public record MrrtImport(String xml, List<String> remarks) {
    public MrrtImport {
        remarks = List.copyOf(remarks);
    }
}
