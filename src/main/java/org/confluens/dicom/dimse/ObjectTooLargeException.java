package org.confluens.dicom.dimse;

import java.io.IOException;

/** A data set is longer than the limit allows; answered with A700H, out of resources. */
public final class ObjectTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    ObjectTooLargeException(long limit) {
        super("the data set has more than " + limit + " bytes");
    }
}
