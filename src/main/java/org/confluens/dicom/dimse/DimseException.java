package org.confluens.dicom.dimse;

import org.confluens.dicom.data.Dataset;

/** Makes a request fail with a status of the standard and a comment that the peer may show. No patient data in it. */
public final class DimseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DimseStatus status;
    private final transient Dataset details;

    public DimseException(DimseStatus status, String errorComment) {
        this(status, errorComment, Dataset.empty());
    }

    /** With further elements of the response: Offending Element, Error ID, Attribute Identifier List (PS3.7 annex C). */
    public DimseException(DimseStatus status, String errorComment, Dataset details) {
        super(errorComment);
        this.status = status;
        this.details = details;
    }

    public DimseException(int status, String errorComment) {
        this(DimseStatus.of(status), errorComment);
    }

    public DimseStatus status() {
        return status;
    }

    public String errorComment() {
        return getMessage();
    }

    /** What the response says beside status and comment; empty for nothing. */
    public Dataset details() {
        return details;
    }
}
