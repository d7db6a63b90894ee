package org.confluens.dicom.dimse;

/** Makes a request fail with a status of the standard and a comment that the peer may show. No patient data in it. */
public final class DimseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DimseStatus status;

    public DimseException(DimseStatus status, String errorComment) {
        super(errorComment);
        this.status = status;
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
}
