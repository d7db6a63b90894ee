package org.confluens.dicom.net;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The certificate that the other end of a connection showed, and what is wrong with it in plain words. */
final class PeerCertificate {
    private PeerCertificate() {}

    /** The certificate; none where there is no TLS or the peer showed none. */
    static Optional<X509Certificate> of(Socket socket) {
        if (socket instanceof SSLSocket tls) {
            SSLSession session = tls.getSession();
            try {
                return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                        ? Optional.of(certificate)
                        : Optional.empty();
            } catch (SSLPeerUnverifiedException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Refuses a certificate before or after its time. A trust store that holds a peer's very certificate vouches for it
     * whatever the date, so that this is not left to it.
     */
    static void requireInTime(SSLSocket socket) throws SSLHandshakeException {
        try {
            Optional<X509Certificate> certificate = of(socket);
            if (certificate.isPresent()) {
                certificate.get().checkValidity();
            }
        } catch (CertificateException e) {
            throw (SSLHandshakeException) new SSLHandshakeException(e.getMessage()).initCause(e);
        }
    }

    /** What went wrong with TLS, for the person who looks after the certificates. */
    static String explain(IOException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the peer's certificate has expired (" + cause.getMessage() + ")";
            } else if (cause instanceof CertificateNotYetValidException) {
                return "the peer's certificate is not yet valid (" + cause.getMessage() + ")";
            } else if (cause instanceof CertPathBuilderException) {
                return "the trust store does not vouch for the peer's certificate";
            } else if (cause instanceof CertificateException && cause.getCause() == null) {
                return "the peer's certificate does not fit (" + cause.getMessage() + ")";
            }
        }
        return problem instanceof SSLException
                ? String.valueOf(problem.getMessage())
                : "broken off by the peer, as by one that does not accept our certificate (" + problem.getMessage()
                        + ")";
    }
}
