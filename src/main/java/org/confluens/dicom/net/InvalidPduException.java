package org.confluens.dicom.net;

/** The peer broke the protocol; it is told so by an A-ABORT with the reason held here. */
public final class InvalidPduException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final AbortReason reason;

    public InvalidPduException(AbortReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public AbortReason reason() {
        return reason;
    }
}
