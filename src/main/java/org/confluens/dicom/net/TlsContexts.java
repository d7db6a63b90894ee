package org.confluens.dicom.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.confluens.platform.log.Log;
import org.confluens.platform.log.Tellable;

/**
 * Makes TLS contexts, here and nowhere else, by the BCP 195 profile of PS3.15 section B.12: TLS 1.3, else 1.2 with the
 * suites of RFC 9325 section 4.2. Stores that change on disk are read again at the next connection; ones that can't be
 * read, or hold no key or nothing to trust, leave the working context in place.
 */
public final class TlsContexts implements Tls {
    private static final Log LOG = Log.of(TlsContexts.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    };

    private final TlsSettings settings;
    private volatile Loaded loaded;

    /** A context and the state of the files that it was made from. */
    private record Loaded(SSLContext context, List<FileTime> stamps, Optional<Instant> expires) {}

    private TlsContexts(TlsSettings settings) throws IOException {
        this.settings = settings;
        this.loaded = load();
    }

    /** @throws IOException if a store can't be read, with the reason */
    public static TlsContexts open(TlsSettings settings) throws IOException {
        return new TlsContexts(settings);
    }

    /** The present context, for what is not DICOM; read again if a store has changed. */
    public SSLContext context() {
        Loaded present = loaded;
        try {
            if (!stamps().equals(present.stamps())) {
                reload(present);
            }
        } catch (IOException e) {
            LOG.warning("the changed key or trust store is not used, the one before goes on: {0}", e);
        }
        return loaded.context();
    }

    /** When the first of our own certificates expires. */
    public Optional<Instant> expires() {
        return loaded.expires();
    }

    private synchronized void reload(Loaded present) throws IOException {
        if (present == loaded) {
            loaded = load();
            LOG.info("key and trust stores were read again");
        }
    }

    @Override
    public SSLSocket server(Socket tcp) throws IOException {
        SSLSocketFactory factory = context().getSocketFactory();
        SSLSocket socket = (SSLSocket) factory.createSocket(tcp, null, true);
        socket.setUseClientMode(false);
        SSLParameters parameters = profile(socket);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(settings.clientCertificates());
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public SSLSocket client(Socket tcp, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(tcp, host, port, true);
        SSLParameters parameters = profile(socket);
        if (settings.verifyHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLParameters profile(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(SUITES);
        return parameters;
    }

    private Loaded load() throws IOException {
        List<FileTime> stamps = stamps();
        try {
            KeyStore keys = store(settings.keyStore(), settings.keyStorePassword());
            require(settings.keyStore(), keys, keys::isKeyEntry, "private key");
            KeyStore trusted = keys;
            if (settings.trustStore().isPresent()) {
                Path file = settings.trustStore().get();
                trusted = store(file, settings.trustStorePassword());
                require(file, trusted, trusted::isCertificateEntry, "trusted certificate");
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, settings.keyStorePassword().toCharArray());
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return new Loaded(context, stamps, expiry(keys));
        } catch (GeneralSecurityException e) {
            throw new StoreException("key or trust store: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(Path file, String password) throws IOException {
        try {
            return KeyStore.getInstance(file.toFile(), password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreException(file + " cannot be read as a key store: " + e.getMessage(), e);
        }
    }

    /** A store without it can be read and would refuse every peer. */
    private static void require(Path file, KeyStore store, Entry kind, String what)
            throws IOException, GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (kind.is(alias)) {
                return;
            }
        }
        throw new StoreException(file + " holds no " + what, null);
    }

    /** What is wrong with a store, for the person who configured it. */
    private static final class StoreException extends IOException implements Tellable {
        private static final long serialVersionUID = 1L;

        StoreException(String message, Exception cause) {
            super(message, cause);
        }
    }

    @FunctionalInterface
    private interface Entry {
        boolean is(String alias) throws GeneralSecurityException;
    }

    private static Optional<Instant> expiry(KeyStore keys) throws GeneralSecurityException {
        Optional<Instant> first = Optional.empty();
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                first = first.filter(end::isAfter).or(() -> Optional.of(end));
            }
        }
        return first;
    }

    private List<FileTime> stamps() throws IOException {
        FileTime keys = Files.getLastModifiedTime(settings.keyStore());
        return settings.trustStore().isPresent()
                ? List.of(keys, Files.getLastModifiedTime(settings.trustStore().get()))
                : List.of(keys);
    }
}
