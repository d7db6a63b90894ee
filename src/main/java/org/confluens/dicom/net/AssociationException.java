package org.confluens.dicom.net;

import java.io.IOException;
import org.confluens.platform.log.Tellable;

/** An association that could not be opened or has ended otherwise than by a release. Nothing more can be sent on it. */
public abstract sealed class AssociationException extends IOException implements Tellable
        permits AssociationRejectedException,
                AssociationAbortedException,
                AssociationLostException,
                AssociationTimeoutException,
                InvalidPduException,
                ServiceStoppedException,
                UnexpectedPduException {
    private static final long serialVersionUID = 1L;

    AssociationException(String message) {
        super(message);
    }

    AssociationException(String message, Throwable cause) {
        super(message, cause);
    }
}
