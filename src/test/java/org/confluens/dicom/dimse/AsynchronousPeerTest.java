package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.command;
import static org.confluens.dicom.net.HostilePeer.element;
import static org.confluens.dicom.net.HostilePeer.join;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AsyncOperations;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.ProposedContext;
import org.confluens.dicom.net.UserInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests and cancellations that a peer sends behind one another, in the window that was negotiated. */
class AsynchronousPeerTest {
    private static final int P_DATA = 4;
    private static final int COMMAND = 3;
    private static final int PATIENCE = 20;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private int finds;
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                new ServiceOffer(
                                        Set.of(UID.StudyRootQueryRetrieveInformationModelFind), implicit, (FindHandler)
                                                this::find),
                                new ServiceOffer(Set.of(UID.MRImageStorage), implicit, (StoreHandler) this::store)))
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void find(FindRequest request, FindResponder responder) {
        String name = "find " + ++finds;
        events.add(name);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!responder.cancelled() && firstMayEnd.getCount() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        events.add(name + (responder.cancelled() ? " cancelled" : " ended"));
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        byte[] bytes = dataSet.readAllBytes();
        boolean inOrder = true;
        for (int i = 0; i < bytes.length; i++) {
            inOrder &= bytes[i] == (byte) i;
        }
        events.add("stored " + bytes.length + (inOrder ? "" : " out of order"));
        return DimseStatus.SUCCESS;
    }

    /** An association with queries in context 1, verification in 3 and storage in 5. */
    private HostilePeer associated() throws IOException {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        UserInformation user = new UserInformation(
                16384,
                Implementation.CLASS_UID,
                "",
                Optional.of(new AsyncOperations(8, 1)),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        List<ProposedContext> contexts = List.of(
                new ProposedContext(1, UID.StudyRootQueryRetrieveInformationModelFind, implicit),
                new ProposedContext(3, UID.Verification, implicit),
                new ProposedContext(5, UID.MRImageStorage, implicit));
        HostilePeer peer = HostilePeer.connect(server.port());
        peer.send(new Pdu.Request(1, "CONFLUENS", "ASYNC", Implementation.APPLICATION_CONTEXT, contexts, user));
        assertThat(peer.receive().type()).isEqualTo(2);
        return peer;
    }

    private static byte[] cancel(int messageId) {
        return pdu(
                P_DATA,
                pdv(1, COMMAND, command(element(0x0100, 0x0FFF), element(0x0120, messageId), element(0x0800, 0x0101))));
    }

    private static byte[] echo(int messageId) {
        return pdu(P_DATA, pdv(3, COMMAND, HostilePeer.echo(messageId)));
    }

    private static byte[] store(int messageId, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(pdu(P_DATA, pdv(5, COMMAND, HostilePeer.store(messageId, "1.2.3"))));
        for (int from = 0; from < length; from += 10_000) {
            byte[] piece = new byte[Math.min(10_000, length - from)];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = (byte) (from + i);
            }
            all.writeBytes(pdu(P_DATA, pdv(5, from + piece.length == length ? 2 : 0, piece)));
        }
        return all.toByteArray();
    }

    private void assertNext(String... expected) throws InterruptedException {
        for (String event : expected) {
            assertThat(events.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    /** Message id and status of a response. */
    private static List<Integer> response(HostilePeer.Received received) throws IOException {
        assertThat(received.type()).as(received.toString()).isEqualTo(P_DATA);
        byte[] body = received.body();
        byte[] set = Arrays.copyOfRange(body, 6, body.length);
        Command command = Command.decode(1, set, set.length);
        return List.of(command.messageIdRespondedTo(), command.status().code());
    }

    @Test
    void seesTheCancelBehindAnotherRequest() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(HostilePeer.find(1));
            assertNext("find 1");
            peer.send(join(echo(2), store(3, 25_000), echo(4), cancel(1)));
            assertNext("find 1 cancelled", "stored 25000");
            assertThat(response(peer.receive())).containsExactly(1, 0xFE00);
            assertThat(response(peer.receive())).containsExactly(2, 0);
            assertThat(response(peer.receive())).containsExactly(3, 0);
            assertThat(response(peer.receive())).containsExactly(4, 0);
        }
    }

    @Test
    void cancelsARequestThatWaitsItsTurnAndNoOther() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(HostilePeer.find(1));
            assertNext("find 1");
            peer.send(join(HostilePeer.find(2), cancel(2), cancel(9), cancel(1)));
            assertNext("find 1 cancelled", "find 2", "find 2 cancelled");
            assertThat(response(peer.receive())).containsExactly(1, 0xFE00);
            assertThat(response(peer.receive())).containsExactly(2, 0xFE00);
            peer.send(echo(2));
            assertThat(response(peer.receive())).containsExactly(2, 0);
        }
    }

    @Test
    void takesAnInstanceThatIsTooLargeToWaitInMemory() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(HostilePeer.find(1));
            assertNext("find 1");
            Thread sender = new Thread(() -> peer.sendQuietly(join(echo(2), store(3, 3_000_000), echo(4))));
            sender.start();
            firstMayEnd.countDown();
            assertNext("find 1 ended", "stored 3000000");
            sender.join();
            for (int id = 1; id <= 4; id++) {
                assertThat(response(peer.receive())).containsExactly(id, 0);
            }
        }
    }

    @Test
    void looksNoFurtherThanTheWindow() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(HostilePeer.find(1));
            assertNext("find 1");
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int id = 2; id < 102; id++) {
                many.writeBytes(echo(id));
            }
            peer.send(many.toByteArray());
            firstMayEnd.countDown();
            for (int id = 1; id < 102; id++) {
                assertThat(response(peer.receive())).containsExactly(id, 0);
            }
        }
    }
}
