package org.confluens.dicom.net;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where keys and certificates are, and what is asked of the peer.
 *
 * @param keyStore our private key and certificate, PKCS #12 or JKS
 * @param trustStore the certificates that peers are checked against; absent for the key store itself
 * @param clientCertificates whether a caller has to show a certificate that the trust store vouches for
 * @param verifyHost whether the certificate of a server that we call has to name its host (RFC 2818)
 */
public record TlsSettings(
        Path keyStore,
        String keyStorePassword,
        Optional<Path> trustStore,
        String trustStorePassword,
        boolean clientCertificates,
        boolean verifyHost) {

    /** One store for both, client certificates and host names checked. */
    public static TlsSettings of(Path keyStore, String password) {
        return new TlsSettings(keyStore, password, Optional.empty(), password, true, true);
    }

    public TlsSettings withTrustStore(Path store, String password) {
        return new TlsSettings(
                keyStore, keyStorePassword, Optional.of(store), password, clientCertificates, verifyHost);
    }

    public TlsSettings withClientCertificates(boolean required) {
        return new TlsSettings(keyStore, keyStorePassword, trustStore, trustStorePassword, required, verifyHost);
    }

    public TlsSettings withVerifyHost(boolean verify) {
        return new TlsSettings(keyStore, keyStorePassword, trustStore, trustStorePassword, clientCertificates, verify);
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "TlsSettings[keyStore=" + keyStore + ", trustStore=" + trustStore.orElse(keyStore) + "]";
    }
}
