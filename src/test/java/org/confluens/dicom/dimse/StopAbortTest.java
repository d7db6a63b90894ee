package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.join;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Tls;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;
import org.confluens.peer.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that ends tells every peer so by A-ABORT of the service provider (PS3.8 section 9.3.8), in whatever state the
 * association is, keeps nothing of what was half sent, and logs its own end as the reason.
 */
class StopAbortTest {
    private static final Duration STOP_WITHIN = Duration.ofMillis(300);
    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final int P_DATA = 4;
    private static final int PIXELS = 60_000;
    private static final byte[] STORE = pdu(P_DATA, pdv(1, 3, HostilePeer.store(1, "1.2.3")));

    @TempDir
    private static Path folder;

    private static TlsContexts tls;

    private final AtomicInteger stored = new AtomicInteger();
    private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();

    /** Where a peer stands when the service ends, and what it had sent by then. */
    private enum Standing {
        CONNECTED(false, new byte[0]),
        IN_THE_HEADER_OF_THE_REQUEST(false, Arrays.copyOf(pdu(1, 200, new byte[0]), 4)),
        HALF_A_REQUEST(false, pdu(1, 200, new byte[68])),
        IDLE(true, new byte[0]),
        IN_THE_HEADER_OF_A_PDU(true, new byte[] {4, 0, 0}),
        HALF_A_COMMAND_PDU(true, Arrays.copyOf(STORE, 40)),
        BETWEEN_COMMAND_FRAGMENTS(true, pdu(P_DATA, pdv(1, 1, Arrays.copyOf(HostilePeer.store(1, "1.2.3"), 50)))),
        BEFORE_THE_DATA_SET(true, STORE),
        IN_THE_HEADER_OF_A_FRAGMENT(true, join(STORE, new byte[] {4, 0, 0, 0, 1, 0, 0, 0})),
        HALF_A_FRAGMENT(true, join(STORE, pdu(P_DATA, 8006, part(pdv(1, 0, image(8000)), 4000)))),
        BETWEEN_FRAGMENTS_OF_A_PDU(true, join(STORE, pdu(P_DATA, 8012, pdv(1, 0, image(4000))))),
        BETWEEN_PDUS_OF_THE_DATA_SET(true, join(STORE, pdu(P_DATA, pdv(1, 0, image(8000))))),
        AN_IDENTIFIER_LEFT_OUT(true, Arrays.copyOf(HostilePeer.find(1), HostilePeer.find(1).length - 9)),
        IN_A_QUERY(true, pdu(P_DATA, join(find(), pdv(3, 2, identifier()))));

        private final boolean associated;
        private final byte[] sent;

        Standing(boolean associated, byte[] sent) {
            this.associated = associated;
            this.sent = sent;
        }
    }

    private static byte[] part(byte[] whole, int length) {
        return Arrays.copyOf(whole, length);
    }

    private static byte[] image(int length) {
        return part(HostileClients.image(PIXELS), length);
    }

    private static byte[] find() {
        return pdv(
                3,
                3,
                HostilePeer.command(
                        HostilePeer.element(0x0002, FIND),
                        HostilePeer.element(0x0100, 0x0020),
                        HostilePeer.element(0x0110, 1),
                        HostilePeer.element(0x0700, 0),
                        HostilePeer.element(0x0800, 1)));
    }

    private static byte[] identifier() {
        return new byte[] {8, 0, 0x52, 0, 6, 0, 0, 0, 'S', 'T', 'U', 'D', 'Y', ' '};
    }

    @BeforeAll
    static void makeIdentity() throws IOException {
        TestCertificates certificates = new TestCertificates(folder);
        TlsSettings settings = TlsSettings.of(certificates.identity("node"), TestCertificates.PASSWORD);
        tls = TlsContexts.open(settings.withTrustStore(certificates.trust("node"), TestCertificates.PASSWORD));
    }

    @Test
    @Timeout(20)
    void tellsEveryPeerWhateverItIsAt() throws Exception {
        endsFor(Optional.empty());
    }

    @Test
    @Timeout(20)
    void tellsEveryPeerOverTls() throws Exception {
        endsFor(Optional.of(tls));
    }

    private void endsFor(Optional<Tls> secured) throws Exception {
        Map<Standing, HostilePeer> peers = new EnumMap<>(Standing.class);
        try (DimseServer server = server()) {
            for (Standing standing : Standing.values()) {
                peers.put(standing, peer(server, standing, secured));
            }
            // Five stores and a query come as far as their handler.
            for (int i = 0; i < 6; i++) {
                begun.take();
            }
            CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(server));
            for (Map.Entry<Standing, HostilePeer> peer : peers.entrySet()) {
                HostilePeer.Received last = peer.getValue().receive();
                assertThat(last.isAbort(2, 0)).as("%s: %s", peer.getKey(), last).isTrue();
                // One that is slow to notice goes on for a while; it must not lose what it is told by a reset.
                peer.getValue().sendQuietly(new byte[1000]);
                assertThat(peer.getValue().receive()).as("after it").isEqualTo(HostilePeer.Received.END);
                peer.getValue().close();
            }
            stop.join();
            while (server.associations() > 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(stored).hasValue(0);
        assertThat(reasons).hasSize(11).containsOnly("the service stopped");
    }

    private static HostilePeer peer(DimseServer server, Standing standing, Optional<Tls> secured) throws IOException {
        HostilePeer peer = secured.isPresent()
                ? HostilePeer.connectFrom("127.0.0.1", server.tlsPort(), secured.get())
                : HostilePeer.connect(server.port());
        if (standing.associated) {
            HostilePeer.Received answer = peer.send(HostilePeer.request("CONFLUENS", HostileClients.contexts()))
                    .receive();
            assertThat(answer.type()).as("%s: %s", standing, answer).isEqualTo(2);
        }
        return peer.send(standing.sent);
    }

    private static void stop(DimseServer server) {
        try {
            server.stop(STOP_WITHIN);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private DimseServer server() throws IOException {
        return DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                new ServiceOffer(
                                        Set.of(UID.MRImageStorage), Samples.NATIVE, (StoreHandler) this::store),
                                new ServiceOffer(Set.of(FIND), Samples.NATIVE, (FindHandler) this::find)))
                .alsoOverTls("127.0.0.1", 0, tls)
                .observer(new AssociationObserver() {
                    @Override
                    public void closed(Caller caller, String reason) {
                        reasons.add(reason);
                    }
                })
                .start();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        begun.add(1);
        dataSet.readAllBytes();
        stored.incrementAndGet();
        return DimseStatus.SUCCESS;
    }

    /** Goes on until nobody is there any more. */
    private void find(FindRequest request, FindResponder responder) throws IOException {
        begun.add(1);
        while (!responder.cancelled()) {
            Thread.onSpinWait();
        }
        responder.pending(Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build());
    }
}
