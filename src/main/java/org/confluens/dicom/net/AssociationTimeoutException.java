package org.confluens.dicom.net;

import java.time.Duration;

/** The peer kept silent, or took nothing, beyond a deadline. */
public final class AssociationTimeoutException extends AssociationException {
    private static final long serialVersionUID = 1L;

    AssociationTimeoutException(String waitedFor, Duration limit) {
        super("no " + waitedFor + " within " + limit.toMillis() + " ms");
    }
}
