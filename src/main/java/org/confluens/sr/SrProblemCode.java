package org.confluens.sr;

/** What can be wrong with a structured report. The names say the fact; an error also stops a document from being written. */
public enum SrProblemCode {
    UNKNOWN_DOCUMENT_TYPE(Severity.WARNING),
    INVALID_DOCUMENT(Severity.ERROR),
    EMPTY_DOCUMENT_TREE(Severity.WARNING),
    INVALID_DOCUMENT_TREE(Severity.ERROR),
    TREE_TOO_DEEP(Severity.ERROR),
    TREE_TOO_LARGE(Severity.ERROR),
    MANDATORY_ATTRIBUTE_MISSING(Severity.ERROR),
    ATTRIBUTE_NOT_PRESERVED(Severity.WARNING),
    INVALID_VALUE(Severity.ERROR),
    UNSUPPORTED_VALUE(Severity.WARNING),
    UNREADABLE_TEXT(Severity.WARNING),
    INVALID_CODE(Severity.ERROR),
    CODING_SCHEME_NOT_FOUND(Severity.WARNING),
    UNKNOWN_VALUE_TYPE(Severity.WARNING),
    UNKNOWN_RELATIONSHIP_TYPE(Severity.WARNING),
    INVALID_BY_VALUE_RELATIONSHIP(Severity.ERROR),
    INVALID_BY_REFERENCE_RELATIONSHIP(Severity.ERROR),
    CONTENT_ITEM_NOT_FOUND(Severity.ERROR),
    REFERENCE_LOOP(Severity.ERROR),
    REFERENCE_CIRCLE(Severity.WARNING),
    INVALID_CONCEPT_NAME(Severity.ERROR),
    INVALID_ROOT_CONCEPT_NAME(Severity.ERROR),
    INVALID_CONTENT_ITEM(Severity.ERROR),
    INVALID_TEMPLATE_IDENTIFICATION(Severity.ERROR),
    INVALID_TEMPLATE_STRUCTURE(Severity.ERROR),
    INVALID_STATE(Severity.ERROR),
    TRANSITION_NOT_ALLOWED(Severity.ERROR),
    SOP_INSTANCE_NOT_FOUND(Severity.WARNING),
    DIFFERENT_SOP_CLASSES_FOR_AN_INSTANCE(Severity.ERROR);

    /** Whether a document with the problem may still be written. */
    public enum Severity {
        WARNING,
        ERROR
    }

    private final Severity severity;

    SrProblemCode(Severity severity) {
        this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }
}
