package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.dicom.net.HostilePeer.command;
import static org.confluens.dicom.net.HostilePeer.element;
import static org.confluens.dicom.net.HostilePeer.join;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AbortReason;
import org.confluens.dicom.net.AssociationAbortedException;
import org.confluens.dicom.net.AssociationException;
import org.confluens.dicom.net.AssociationLostException;
import org.confluens.dicom.net.AssociationRejectedException;
import org.confluens.dicom.net.AssociationTimeoutException;
import org.confluens.dicom.net.AsyncOperations;
import org.confluens.dicom.net.ContextResult;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.InvalidPduException;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.RejectReason;
import org.confluens.dicom.net.UnexpectedPduException;
import org.confluens.dicom.net.UserInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers may answer to our client; it ends each time with its own exception, in time, and says why. */
class HostileServersTest {
    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final NetTimeouts TIMEOUTS = NetTimeouts.defaults()
            .withAccept(Duration.ofMillis(300))
            .withResponse(Duration.ofMillis(300))
            .withRelease(Duration.ofMillis(300))
            .withSend(Duration.ofMillis(300))
            .withPdu(Duration.ofMillis(300))
            .withArtim(Duration.ofMillis(300));

    private final BlockingQueue<HostilePeer.Received> received = new LinkedBlockingQueue<>();
    private ServerSocket server;

    /** What the server does with a connection. */
    private interface Script {
        void run(HostilePeer peer) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void play(Script script) {
        Thread thread = new Thread(() -> {
            try (HostilePeer peer = HostilePeer.accept(server)) {
                script.run(peer);
                for (HostilePeer.Received more = peer.receive(); more.type() >= 0; more = peer.receive()) {
                    received.add(more);
                }
            } catch (IOException e) {
                received.add(HostilePeer.Received.END);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void playAccepted(Script script) {
        play(peer -> {
            peer.receive();
            peer.send(accept());
            script.run(peer);
        });
    }

    private static Pdu.Accept accept() {
        return new Pdu.Accept(
                "PACS",
                "US",
                Implementation.APPLICATION_CONTEXT,
                List.of(
                        new ContextResult(1, ContextResult.Result.ACCEPTANCE, UID.ImplicitVRLittleEndian),
                        new ContextResult(3, ContextResult.Result.ACCEPTANCE, UID.ImplicitVRLittleEndian),
                        new ContextResult(5, ContextResult.Result.ACCEPTANCE, UID.ImplicitVRLittleEndian)),
                UserInformation.basic(16384));
    }

    private ClientAssociation open() throws IOException {
        return DimseClient.open(
                "US",
                new RemoteAe("PACS", "127.0.0.1", server.getLocalPort()),
                List.of(
                        PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian),
                        PresentationRequest.of(FIND, UID.ImplicitVRLittleEndian),
                        PresentationRequest.of(UID.MRImageStorage, UID.ImplicitVRLittleEndian)),
                ClientOptions.defaults().with(TIMEOUTS));
    }

    private void assertAborted(int source, int reason) throws InterruptedException {
        HostilePeer.Received last = received.poll(10, TimeUnit.SECONDS);
        assertThat(last).isNotNull();
        assertThat(last.isAbort(source, reason)).as(last.toString()).isTrue();
    }

    private static byte[] response(int field, int messageId, int dataSet, int status) {
        return command(
                element(0x0002, UID.Verification),
                element(0x0100, field),
                element(0x0120, messageId),
                element(0x0800, dataSet),
                element(0x0900, status));
    }

    @Test
    void givesUpOnAServerThatKeepsSilent() throws Exception {
        play(HostilePeer::receive);
        assertThatThrownBy(this::open).isInstanceOf(AssociationTimeoutException.class);
        assertAborted(0, 0);
    }

    @Test
    void saysThatTheServerRejects() {
        play(peer -> {
            peer.receive();
            peer.send(Pdu.Reject.of(RejectReason.LOCAL_LIMIT_EXCEEDED));
        });
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        AssociationRejectedException.class,
                        e -> assertThat(e.isTransient()).isTrue())
                .hasMessageContaining("local limit exceeded");
    }

    @Test
    void refusesAnswersThatAreNone() throws Exception {
        play(peer -> {
            peer.receive();
            peer.send(new Pdu.ReleaseRequest());
        });
        assertThatThrownBy(this::open).isInstanceOf(UnexpectedPduException.class);
        assertAborted(2, 2);
    }

    @Test
    void refusesGarbageForAnAnswer() throws Exception {
        byte[] garbage = new byte[100];
        new Random(3).nextBytes(garbage);
        garbage[0] = 0x55;
        play(peer -> {
            peer.receive();
            peer.send(garbage);
        });
        assertThatThrownBy(this::open).isInstanceOf(InvalidPduException.class);
        assertAborted(2, 1);
    }

    @Test
    void saysThatTheServerHangsUp() {
        play(peer -> {
            peer.receive();
            peer.finish();
        });
        assertThatThrownBy(this::open).isInstanceOf(AssociationLostException.class);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        server.close();
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PACS@127.0.0.1:" + server.getLocalPort());
    }

    @Test
    void givesUpOnAConnectionThatDoesNotOpen() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = new ArrayList<>();
            try {
                fill(busy, waiting);
                RemoteAe remote = new RemoteAe("PACS", "127.0.0.1", busy.getLocalPort());
                List<PresentationRequest> contexts =
                        List.of(PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian));
                ClientOptions options = ClientOptions.defaults().with(TIMEOUTS.withConnect(Duration.ofMillis(300)));
                assertTimeoutPreemptively(
                        Duration.ofSeconds(4),
                        () -> assertThatThrownBy(() -> DimseClient.open("US", remote, contexts, options))
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("cannot be reached"));
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    /** Opens connections that nobody takes, until the system lets no more wait. */
    private static void fill(ServerSocket busy, List<Socket> waiting) throws IOException {
        boolean full = false;
        while (!full) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(busy.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                full = true;
            }
        }
    }

    @Test
    void givesUpOnAResponseThatDoesNotCome() throws Exception {
        playAccepted(HostilePeer::receive);
        try (ClientAssociation association = open()) {
            assertThatThrownBy(association::echo).isInstanceOf(AssociationTimeoutException.class);
            assertThat(association.isOpen()).isFalse();
            assertThatThrownBy(association::echo).isInstanceOf(AssociationException.class);
        }
        assertAborted(0, 0);
    }

    @Test
    void refusesResponsesToOtherMessages() throws Exception {
        playAccepted(peer -> {
            peer.receive();
            peer.send(pdu(4, pdv(1, 3, response(0x8030, 99, 0x0101, 0))));
        });
        try (ClientAssociation association = open()) {
            assertThatThrownBy(association::echo).isInstanceOf(AssociationException.class);
        }
        assertAborted(2, 6);
    }

    @Test
    void takesNoResponseWithoutStatusForASuccess() throws Exception {
        byte[] noStatus = command(element(0x0100, 0x8030), element(0x0120, 1), element(0x0800, 0x0101));
        playAccepted(peer -> {
            peer.receive();
            peer.send(pdu(4, pdv(1, 3, noStatus)));
            peer.receive();
            peer.send(new Pdu.ReleaseResponse());
        });
        try (ClientAssociation association = open()) {
            assertThat(association.echo().isDone()).isFalse();
        }
    }

    @Test
    void learnsThatTheServerAbortsInTheMiddle() throws Exception {
        playAccepted(peer -> {
            peer.receive();
            peer.send(join(pdu(4, pdv(3, 3, response(0x8020, 1, 1, 0xFF00))), pdu(4, pdv(3, 0, new byte[20]))));
            peer.send(Pdu.Abort.of(AbortReason.NOT_SPECIFIED));
        });
        try (ClientAssociation association = open()) {
            FindResults results = association.find(FIND, query());
            assertThatThrownBy(results::next).isInstanceOf(AssociationAbortedException.class);
        }
    }

    @Test
    void refusesMatchesThatAreNoDataSet() throws Exception {
        byte[] garbage = new byte[100];
        new Random(4).nextBytes(garbage);
        playAccepted(peer -> {
            peer.receive();
            peer.receive();
            peer.send(join(pdu(4, pdv(3, 3, response(0x8020, 1, 1, 0xFF00))), pdu(4, pdv(3, 2, garbage))));
        });
        try (ClientAssociation association = open()) {
            FindResults results = association.find(FIND, query());
            assertThatThrownBy(results::next).isInstanceOf(AssociationException.class);
        }
        assertAborted(2, 6);
    }

    @Test
    void doesNotSendMoreAtATimeThanItProposed() throws Exception {
        UserInformation basic = UserInformation.basic(16384);
        UserInformation generous = new UserInformation(
                16384,
                basic.implementationClassUid(),
                "",
                Optional.of(new AsyncOperations(0, 0)),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        play(peer -> {
            peer.receive();
            peer.send(new Pdu.Accept("PACS", "US", Implementation.APPLICATION_CONTEXT, List.of(), generous));
        });
        try (ClientAssociation association = open()) {
            assertThat(association.window()).isEqualTo(1);
        }
    }

    @Test
    void abortsAServerThatDoesNotStopAfterACancel() throws Exception {
        byte[] pending = join(pdu(4, pdv(3, 3, response(0x8020, 1, 1, 0xFF00))), pdu(4, pdv(3, 2, new byte[] {
            8, 0, 5, 0, 0, 0, 0, 0
        })));
        playAccepted(peer -> {
            while (true) {
                peer.send(pending);
            }
        });
        try (ClientAssociation association = open()) {
            FindResults results = association.find(FIND, query());
            assertThat(results.next()).isPresent();
            assertThatThrownBy(results::cancel).isInstanceOf(AssociationException.class);
            assertThat(association.isOpen()).isFalse();
        }
    }

    @Test
    void doesNotWaitForAReleaseBehindEndlessData() throws Exception {
        byte[] pending = join(pdu(4, pdv(3, 3, response(0x8020, 1, 1, 0xFF00))), pdu(4, pdv(3, 2, new byte[] {
            8, 0, 5, 0, 0, 0, 0, 0
        })));
        playAccepted(peer -> {
            while (true) {
                peer.send(pending);
            }
        });
        ClientAssociation association = open();
        association.find(FIND, query());
        assertTimeoutPreemptively(Duration.ofSeconds(10), association::close);
        assertThat(association.isOpen()).isFalse();
    }

    private static Dataset query() {
        return Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build();
    }

    @Test
    void givesUpOnAServerThatTakesNothing() throws Exception {
        playAccepted(peer -> {
            try {
                TimeUnit.SECONDS.sleep(3);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (ClientAssociation association = open()) {
            StoreItem endless = new StoreItem(
                    UID.MRImageStorage,
                    "1.2.3",
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                    out -> {
                        for (int i = 0; i < 1000; i++) {
                            out.write(new byte[100_000]);
                        }
                    },
                    Optional.empty());
            assertThatThrownBy(() -> association.store(endless)).isInstanceOf(AssociationTimeoutException.class);
        }
    }

    @Test
    void releasesThoughTheServerDoesSoToo() throws Exception {
        playAccepted(peer -> {
            peer.receive();
            peer.send(new Pdu.ReleaseRequest());
            peer.receive();
            peer.send(new Pdu.ReleaseResponse());
        });
        ClientAssociation association = open();
        association.close();
        assertThat(association.isOpen()).isFalse();
    }

    @Test
    void closesThoughTheServerDoesNotAnswerTheRelease() throws Exception {
        playAccepted(HostilePeer::receive);
        ClientAssociation association = open();
        association.close();
        assertThat(association.isOpen()).isFalse();
        assertAborted(0, 0);
    }

    @Test
    void refusesWhatTheServerMayNotRequest() throws Exception {
        byte[] unasked = HostilePeer.store(9, "1.2.3");
        playAccepted(peer -> {
            peer.receive();
            peer.send(join(pdu(4, pdv(5, 3, unasked)), pdu(4, pdv(5, 2, new byte[10]))));
            received.add(peer.receive());
            peer.send(pdu(4, pdv(1, 3, response(0x8030, 1, 0x0101, 0))));
            peer.receive();
            peer.send(new Pdu.ReleaseResponse());
        });
        try (ClientAssociation association = open()) {
            assertThat(association.echo().isDone()).isTrue();
        }
        assertThat(received.poll(5, TimeUnit.SECONDS).type()).isEqualTo(4);
    }
}
