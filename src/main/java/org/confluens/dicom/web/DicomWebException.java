package org.confluens.dicom.web;

import java.io.IOException;
import java.time.Duration;

/** A DICOMweb service answered, but not with what was asked for; the message says what it answered, without its body. */
public final class DicomWebException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration retryAfter;

    DicomWebException(int status, String message, Duration retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** How long the service asks to be left alone (RFC 9110 section 10.2.3); zero where it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
