package org.confluens.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;

/**
 * This node's certificate and the peers that it trusts (PS3.15 section B.12), for the listener and for the nodes that are
 * called over TLS. Both read the same stores, and read them again when they change.
 */
@ApplicationScoped
public class NodeTls {

    private Set<String> calledOverTls = Set.of();
    private Optional<TlsContexts> contexts = Optional.empty();

    protected NodeTls() {}

    /** @throws ConfigurationException if one of the stores can't be used */
    @Inject
    public NodeTls(Settings settings) {
        this.calledOverTls = Arrays.stream(
                        settings.text("confluens.dicom.tls.called-aes").split(","))
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.contexts = calledOverTls.isEmpty() ? Optional.empty() : contexts(settings);
    }

    /** How a node is called: over TLS and no other way where the site says so, else in the clear. */
    public ClientOptions options(RemoteAe remote) {
        boolean tls = calledOverTls.contains(remote.aeTitle()) || calledOverTls.contains("*");
        return tls ? ClientOptions.defaults().withTls(contexts.orElseThrow()) : ClientOptions.defaults();
    }

    /**
     * TLS where a keystore is set. A truststore means that callers have to show a certificate that it vouches for.
     *
     * @throws ConfigurationException if one of the stores can't be used
     */
    public static Optional<TlsContexts> contexts(Settings settings) {
        Optional<Path> keystore = settings.optionalPath("confluens.dicom.tls.keystore");
        if (keystore.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> truststore = settings.optionalPath("confluens.dicom.tls.truststore");
        try {
            return Optional.of(TlsContexts.open(new TlsSettings(
                    keystore.get(),
                    settings.text("confluens.dicom.tls.keystore-password"),
                    truststore,
                    settings.text("confluens.dicom.tls.truststore-password"),
                    truststore.isPresent(),
                    settings.flag("confluens.dicom.tls.verify-host"))));
        } catch (IOException e) {
            throw new ConfigurationException("confluens.dicom.tls: %s; allowed are a PKCS#12 keystore and its password"
                    .formatted(e.getMessage()));
        }
    }
}
