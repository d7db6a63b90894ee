package org.confluens.dicom.net;

/** The transport connection closed or broke while the association was open. */
public final class AssociationLostException extends AssociationException {
    private static final long serialVersionUID = 1L;

    AssociationLostException(String message) {
        super(message);
    }

    AssociationLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
