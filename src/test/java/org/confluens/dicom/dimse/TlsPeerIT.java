package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AssociationRejectedException;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;
import org.confluens.peer.Dcmtk;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.peer.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS by the BCP 195 profile of PS3.15 section B.12. */
class TlsPeerIT {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static Path serverKeys;
    private static Path clientKeys;
    private static final List<PresentationRequest> VERIFICATION =
            List.of(PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian));

    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeIdentities() {
        certificates = new TestCertificates(folder);
        serverKeys = certificates.identity("server");
        clientKeys = certificates.identity("client");
        certificates.identity("stranger");
    }

    private static TlsSettings server() {
        return TlsSettings.of(serverKeys, TestCertificates.PASSWORD)
                .withTrustStore(certificates.trust("client"), TestCertificates.PASSWORD);
    }

    private static TlsSettings client(String name, String trusted) {
        return TlsSettings.of(folder.resolve(name + ".p12"), TestCertificates.PASSWORD)
                .withTrustStore(certificates.trust(trusted), TestCertificates.PASSWORD);
    }

    private DimseServer serve(TlsContexts tls) throws IOException {
        return DimseServer.builder()
                .ae("CONFLUENS", List.of())
                .tls(tls)
                .timeouts(NetTimeouts.defaults().withHandshake(Duration.ofMillis(500)))
                .observer(new AssociationObserver() {
                    @Override
                    public void opened(Caller caller) {
                        callers.add(caller);
                    }
                })
                .start();
    }

    private static boolean echoes(DimseServer server, TlsSettings settings) throws IOException {
        RemoteAe remote = new RemoteAe("CONFLUENS", "localhost", server.port());
        try (ClientAssociation association = DimseClient.open(
                "TESTER",
                remote,
                List.of(PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian)),
                ClientOptions.defaults().withTls(TlsContexts.open(settings)))) {
            return association.echo().isDone();
        }
    }

    @Test
    void knowsTheCallersCertificate() throws Exception {
        try (DimseServer server = serve(TlsContexts.open(server()))) {
            assertThat(echoes(server, client("client", "server"))).isTrue();
            Caller caller = callers.poll(5, TimeUnit.SECONDS);
            assertThat(caller.certificate())
                    .hasValueSatisfying(certificate -> assertThat(
                                    certificate.getSubjectX500Principal().getName())
                            .isEqualTo("CN=client,O=TEST"));
            assertThat(CallerRule.parse("TESTER@127.0.0.1#CN=client,O=TEST").matches(caller))
                    .isTrue();
            assertThat(CallerRule.parse("TESTER#CN=other,O=TEST").matches(caller))
                    .isFalse();
        }
    }

    @Test
    void refusesCallersWithoutATrustedCertificate() throws IOException {
        try (DimseServer server = serve(TlsContexts.open(server()))) {
            assertThatThrownBy(() -> echoes(server, client("stranger", "server")))
                    .isInstanceOf(IOException.class);
            assertThat(echoes(server, client("client", "server"))).isTrue();
        }
    }

    @Test
    void doesNotCallServersThatItDoesNotTrust() throws IOException {
        try (DimseServer server = serve(TlsContexts.open(server()))) {
            assertThatThrownBy(() -> echoes(server, client("client", "stranger")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void servesOthersWhileHandshakesHang() throws IOException {
        try (DimseServer server = serve(TlsContexts.open(server()));
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            second.getOutputStream().write(0x16);
            assertThat(echoes(server, client("client", "server"))).isTrue();
            first.setSoTimeout(10_000);
            assertThat(first.getInputStream().read())
                    .as("closed at the deadline")
                    .isEqualTo(-1);
        }
    }

    @Test
    void readsAChangedKeyStoreWithoutRestart() throws IOException {
        Path keys = folder.resolve("changing.p12");
        Files.copy(serverKeys, keys, StandardCopyOption.REPLACE_EXISTING);
        TlsSettings settings = TlsSettings.of(keys, TestCertificates.PASSWORD)
                .withTrustStore(certificates.trust("client"), TestCertificates.PASSWORD);
        try (DimseServer server = serve(TlsContexts.open(settings))) {
            assertThat(echoes(server, client("client", "server"))).isTrue();
            replace(folder.resolve("stranger.p12"), keys, 5);
            assertThat(echoes(server, client("client", "stranger"))).isTrue();
            Files.writeString(keys, "no key store");
            Files.setLastModifiedTime(keys, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
            assertThat(echoes(server, client("client", "stranger"))).isTrue();
        }
    }

    @Test
    void keepsItsKeyWhenTheChangedStoreHoldsNone() throws IOException {
        Path keys = folder.resolve("emptied.p12");
        Files.copy(serverKeys, keys, StandardCopyOption.REPLACE_EXISTING);
        TlsSettings settings = TlsSettings.of(keys, TestCertificates.PASSWORD)
                .withTrustStore(certificates.trust("client"), TestCertificates.PASSWORD);
        try (DimseServer server = serve(TlsContexts.open(settings))) {
            replace(certificates.trust("server"), keys, 5);
            assertThat(echoes(server, client("client", "server"))).isTrue();
        }
        assertThatThrownBy(() -> TlsContexts.open(settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("emptied.p12 holds no private key");
    }

    @Test
    void countsAndStopsBothPortsTogether() throws Exception {
        DimseServer server = DimseServer.builder()
                .ae("CONFLUENS", List.of())
                .alsoOverTls("localhost", 0, TlsContexts.open(server()))
                .limits(NetLimits.defaults().toBuilder().maxAssociations(1).build())
                .start();
        RemoteAe plain = new RemoteAe("CONFLUENS", "localhost", server.port());
        RemoteAe secure = new RemoteAe("CONFLUENS", "localhost", server.tlsPort());
        ClientOptions tls = ClientOptions.defaults().withTls(TlsContexts.open(client("client", "server")));
        try (ClientAssociation overTls = DimseClient.open("TESTER", secure, VERIFICATION, tls)) {
            assertThat(overTls.echo().isDone()).isTrue();
            assertThatThrownBy(() -> DimseClient.open("TESTER", plain, VERIFICATION, ClientOptions.defaults()))
                    .isInstanceOf(AssociationRejectedException.class);
            server.close();
            assertThatThrownBy(overTls::echo).isInstanceOf(IOException.class);
        }
        for (RemoteAe port : List.of(plain, secure)) {
            assertThatThrownBy(() -> DimseClient.open("TESTER", port, VERIFICATION, tls))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void cutsOffAPeerThatDoesNotReadWhenItStops() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        FindHandler endless = (request, responder) -> {
            Dataset match = Dataset.builder()
                    .put(Tag.PatientComments, "x".repeat(10_000))
                    .build();
            for (int i = 0; i < 10_000; i++) {
                responder.pending(match);
                full.countDown();
            }
        };
        String find = UID.StudyRootQueryRetrieveInformationModelFind;
        DimseServer server = DimseServer.builder()
                .ae("CONFLUENS", List.of(new ServiceOffer(Set.of(find), List.of(UID.ImplicitVRLittleEndian), endless)))
                .tls(TlsContexts.open(server()))
                .start();
        try (ClientAssociation deaf = DimseClient.open(
                "TESTER",
                new RemoteAe("CONFLUENS", "localhost", server.port()),
                List.of(PresentationRequest.of(find, UID.ImplicitVRLittleEndian)),
                ClientOptions.defaults().withTls(TlsContexts.open(client("client", "server"))))) {
            deaf.find(
                    find, Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build());
            assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            server.stop(Duration.ofSeconds(1));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            deaf.abort();
        }
    }

    private static void replace(Path by, Path what, int secondsLater) throws IOException {
        Files.copy(by, what, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(what, FileTime.fromMillis(System.currentTimeMillis() + secondsLater * 1000L));
    }

    @Test
    @NeedsPeer("echoscu")
    void answersEchoscuOverTls() throws IOException {
        try (DimseServer server = serve(TlsContexts.open(server()))) {
            PeerProgram.Result result = Dcmtk.run(
                    "echoscu",
                    "-v",
                    "+tls",
                    certificates.keyPem("client"),
                    certificates.certificatePem("client"),
                    "+cf",
                    certificates.certificatePem("server"),
                    "-aec",
                    "CONFLUENS",
                    "localhost",
                    server.port());
            assertThat(result.exitCode()).as(result.output()).isZero();
            PeerProgram.Result plain = Dcmtk.run("echoscu", "-aec", "CONFLUENS", "localhost", server.port());
            assertThat(plain.exitCode()).isNotZero();
        }
    }

    @Test
    @NeedsPeer("storescp")
    void callsStorescpOverTls() throws IOException {
        int port = PeerProgram.freePort();
        try (PeerProgram scp = Dcmtk.storescp(
                        port,
                        folder,
                        "+tls",
                        certificates.keyPem("server"),
                        certificates.certificatePem("server"),
                        "+cf",
                        certificates.certificatePem("client"));
                ClientAssociation association = DimseClient.open(
                        "TESTER",
                        new RemoteAe("STORESCP", "localhost", port),
                        List.of(PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian)),
                        ClientOptions.defaults().withTls(TlsContexts.open(client("client", "server"))))) {
            assertThat(association.store(Samples.image(500_000)).isDone()).isTrue();
            assertThat(scp.isAlive()).isTrue();
        }
    }
}
