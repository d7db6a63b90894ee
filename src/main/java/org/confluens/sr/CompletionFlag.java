package org.confluens.sr;

/** How complete the author holds a document, Completion Flag (0040,A491). */
public enum CompletionFlag {
    PARTIAL,
    COMPLETE
}
