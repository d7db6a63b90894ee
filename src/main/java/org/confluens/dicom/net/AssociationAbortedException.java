package org.confluens.dicom.net;

/** The peer sent an A-ABORT, PS3.8 section 9.3.8. */
public final class AssociationAbortedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    AssociationAbortedException(Pdu.Abort abort) {
        super("association aborted by the peer: source " + abort.source() + ", reason " + abort.reason());
    }
}
