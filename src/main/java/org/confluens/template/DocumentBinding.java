package org.confluens.template;

import org.confluens.sr.SrDocument;

/**
 * Between a form and its structured report: a TID 1500 Measurement Report with one TID 1501 measurement group a vein
 * segment and a container for every other section.
 */
public final class DocumentBinding {
    private DocumentBinding() {}

    /**
     * The document of a form. Proposals of clinical fields that nobody looked at stay out of it, and so do fields that
     * do not apply to the other answers.
     */
    public static SrDocument toDocument(Template template, FormValues values, DocumentContext context) {
        return new DocumentWriter(template, values, context).write();
    }

    /** What a document says, as answers in the form of its template; how they came to be is not in a document. */
    public static FormValues fromDocument(Template template, SrDocument document) {
        return read(template, document).values();
    }

    /** As {@link #fromDocument}, with what the template has no field for. */
    public static DocumentReading read(Template template, SrDocument document) {
        return new DocumentReader(template).read(document);
    }
}
