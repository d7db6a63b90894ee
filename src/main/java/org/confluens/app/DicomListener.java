package org.confluens.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.dimse.AeRole;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.ServiceProvider;
import org.confluens.dicom.dimse.UserIdentityCheck;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.intake.PeerMemory;
import org.confluens.platform.log.Log;
import org.confluens.rights.Peers;
import org.confluens.rights.Right.Protocol;
import org.confluens.security.NodeTls;
import org.confluens.security.Users;

/**
 * Opens the DICOM ports with what the features offer, when {@link Doors} says so. {@link RunningServer} closes them in
 * order: running operations are finished, nothing acknowledged is lost.
 */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class DicomListener {

    private static final Log LOG = Log.of(DicomListener.class);

    @Inject
    private Settings settings;

    @Inject
    @Any
    private Instance<ServiceProvider> providers;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Users users;

    @Inject
    private PeerMemory memory;

    @Inject
    private Peers peers;

    @Inject
    private RunningServer running;

    private DimseServer.Builder prepared;

    /** What is wrong with the settings is found before anything is opened. */
    @PostConstruct
    void prepare() {
        try {
            LOG.debug("{0} classes loaded for serving", ServingClasses.load());
            DimseServer.Builder builder = builder();
            Optional<TlsContexts> tls = NodeTls.contexts(settings);
            if (tls.isPresent()) {
                builder.alsoOverTls(
                        settings.text("confluens.dicom.bind"), settings.integer("confluens.dicom.tls.port"), tls.get());
            }
            prepared = builder;
        } catch (IOException e) {
            throw new UncheckedIOException("DICOM could not be prepared", e);
        }
    }

    /**
     * Opens the ports.
     *
     * @throws ConfigurationException when a port cannot be opened
     */
    public void open() {
        try {
            DimseServer server = prepared.start();
            running.run(server, providers);
            LOG.info("DICOM listens on port {0}", server.port());
            if (peers.isOpen(Protocol.DICOM)) {
                LOG.warning(
                        "trial: confluens.peers names no rights, so every DICOM caller on this machine may do everything,"
                                + " sign and reject too");
            }
        } catch (IOException e) {
            throw new ConfigurationException("confluens.dicom.port is %d, but DICOM cannot be opened on %s (%s)"
                    .formatted(
                            settings.integer("confluens.dicom.port"),
                            settings.text("confluens.dicom.bind"),
                            e.getMessage()));
        }
    }

    private DimseServer.Builder builder() {
        return DimseServer.builder()
                .bind(settings.text("confluens.dicom.bind"), settings.integer("confluens.dicom.port"))
                .ae(settings.text("confluens.dicom.ae-title"), offers(AeRole.MAIN))
                .ae(settings.text("confluens.dicom.worklist-ae-title"), offers(AeRole.WORKLIST))
                .callers(peers)
                .identities(identities())
                .limits(limits(settings))
                .memory(memory.budget())
                .timeouts(timeouts(settings))
                .observer(new AssociationLog())
                .threads(threads);
    }

    /** What becomes of a user identity (PS3.7 section D.3.3.7); nothing where it is passed over. */
    private Optional<UserIdentityCheck> identities() {
        return switch (settings.text("confluens.dicom.user-identity")) {
            case "accept" -> Optional.of(UserIdentityCheck.believing());
            case "refuse" -> Optional.of(UserIdentityCheck.refusing());
            case "require" ->
                Optional.of(UserIdentityCheck.passcodes((from, name, passcode) ->
                        users.authenticated(name, passcode, "DICOM from " + from.getHostAddress())));
            default -> Optional.empty();
        };
    }

    /** How long peers may take. */
    static NetTimeouts timeouts(Settings settings) {
        return NetTimeouts.defaults()
                .withArtim(settings.duration("confluens.dicom.artim-timeout"))
                .withHandshake(settings.duration("confluens.dicom.tls.handshake-timeout"))
                .withPdu(settings.duration("confluens.dicom.pdu-timeout"))
                .withSend(settings.duration("confluens.dicom.send-timeout"))
                .withIdle(settings.duration("confluens.dicom.idle-timeout"));
    }

    /** What peers may ask for. */
    static NetLimits limits(Settings settings) {
        return NetLimits.defaults().toBuilder()
                .maxReceivePdu(settings.integer("confluens.dicom.max-pdu-length"))
                .maxContexts(settings.integer("confluens.dicom.max-contexts"))
                .maxOperations(settings.integer("confluens.dicom.max-operations"))
                .maxObject((long) settings.integer("confluens.dicom.max-object-size") << 20)
                .maxConnections(settings.integer("confluens.dicom.max-connections"))
                .maxConnectionsByHost(settings.integer("confluens.dicom.max-connections-by-host"))
                .maxBegunByHost(settings.integer("confluens.dicom.max-begun-by-host"))
                .maxAssociations(settings.integer("confluens.dicom.max-associations"))
                .maxAssociationsPerPeer(settings.integer("confluens.dicom.max-associations-by-peer"))
                .build();
    }

    private List<ServiceOffer> offers(AeRole title) {
        return providers.stream()
                .filter(provider -> provider.role() == title || provider.role() == AeRole.BOTH)
                .flatMap(provider -> provider.offers().stream())
                .toList();
    }
}
