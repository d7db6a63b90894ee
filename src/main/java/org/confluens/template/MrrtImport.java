package org.confluens.template;

import java.util.List;

/**
 * A template made of an MRRT page.
 *
 * @param id the id of the template; its files are named by it
 * @param template a template file, on trial, to be finished by a person
 * @param codes a codes file with the codes and value sets that the template needs beside those that were there
 * @param remarks what was left out or has to be decided
 */
public record MrrtImport(String id, String template, String codes, List<String> remarks) {
    public MrrtImport {
        remarks = List.copyOf(remarks);
    }
}
