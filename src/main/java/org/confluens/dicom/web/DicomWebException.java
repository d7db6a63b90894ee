package org.confluens.dicom.web;

import java.io.IOException;

/** A DICOMweb service answered, but not with what was asked for; the message says what it answered, without its body. */
public final class DicomWebException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    DicomWebException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
