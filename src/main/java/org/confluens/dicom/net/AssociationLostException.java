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

    /** By TLS 1.3 a server looks at our certificate when the handshake is over for us. */
    static AssociationLostException afterHandshake(AssociationLostException cause) {
        return new AssociationLostException(
                "lost after the TLS handshake, as by a peer that does not accept our certificate: "
                        + cause.getMessage(),
                cause);
    }
}
