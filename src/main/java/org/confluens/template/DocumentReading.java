package org.confluens.template;

import java.util.List;

/**
 * What was read from a document into a form.
 *
 * @param unread content that the template has no field for, each as its place and concept, without its value
 */
public record DocumentReading(FormValues values, List<String> unread) {
    public DocumentReading {
        unread = List.copyOf(unread);
    }
}
