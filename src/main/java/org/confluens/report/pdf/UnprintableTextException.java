package org.confluens.report.pdf;

import java.util.Set;

/** A report whose text no font at hand can print: a PDF with gaps in a name would be worse than none. */
public final class UnprintableTextException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> scripts;

    UnprintableTextException(Set<String> scripts) {
        super("no font for text in " + String.join(", ", scripts) + "; name one that covers it");
        this.scripts = Set.copyOf(scripts);
    }

    /** The scripts that are not covered, by their Unicode names. */
    public Set<String> scripts() {
        return scripts;
    }
}
