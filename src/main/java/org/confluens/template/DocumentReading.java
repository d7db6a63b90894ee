package org.confluens.template;

import java.util.List;

/**
 * What was read from a document into a form.
 *
 * @param unread content that the template has no field for, each as its place and concept, without its value
 * @param unclear content that the template has a field for, but that the field cannot hold: another unit, another type of
 *     value, a measurement group of no known segment; named in the same way
 */
public record DocumentReading(FormValues values, List<String> unread, List<String> unclear) {
    public DocumentReading {
        unread = List.copyOf(unread);
        unclear = List.copyOf(unclear);
    }
}
