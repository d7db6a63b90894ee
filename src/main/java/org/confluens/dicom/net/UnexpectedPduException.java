package org.confluens.dicom.net;

/** The peer sent a well-formed PDU that PS3.8 table 9-10 does not allow in the present state. */
public final class UnexpectedPduException extends AssociationException {
    private static final long serialVersionUID = 1L;

    UnexpectedPduException(PduType type) {
        super("unexpected " + type);
    }
}
