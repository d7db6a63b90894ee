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
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AsyncOperations;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.ProposedContext;
import org.confluens.dicom.net.RoleSelection;
import org.confluens.dicom.net.UserInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer asks for, or takes back, while a C-GET or C-MOVE has sub-operations under way. */
class InterruptedRetrieveTest {
    private static final int P_DATA = 4;
    private static final int COMMAND = 3;
    private static final int LAST_DATA = 2;
    private static final int PATIENCE = 20;
    private static final int GET = 7;
    private static final int MOVE = 9;
    private static final int C_STORE = 0x0001;
    private static final int C_GET = 0x0010;
    private static final int C_MOVE = 0x0021;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                new ServiceOffer(
                                        Set.of(UID.StudyRootQueryRetrieveInformationModelGet), implicit, (GetHandler)
                                                this::get),
                                new ServiceOffer(
                                        Set.of(UID.StudyRootQueryRetrieveInformationModelMove), implicit, (MoveHandler)
                                                this::move),
                                ServiceOffer.subOperations(Set.of(UID.MRImageStorage), implicit),
                                new ServiceOffer(Set.of(UID.MRImageStorage), implicit, (StoreHandler) this::store)))
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Sends three images back, unless it is cancelled before one. */
    private void get(RetrieveRequest request, GetResponder responder) throws IOException {
        responder.remaining(3);
        for (int i = 1; i <= 3 && !responder.cancelled(); i++) {
            responder.store(
                    UID.MRImageStorage, "1.2." + i, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, DataSource.of(new byte[] {
                        8, 0, 0x60, 0, 2, 0, 0, 0, 'M', 'R'
                    }));
        }
        events.add("get ended");
    }

    /** Says after each of three images how it goes on, and waits for the cancellation after the first. */
    private SubOperations move(RetrieveRequest request, MoveProgress progress) throws IOException {
        progress.pending(new SubOperations(2, 1, 0, 0));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!progress.cancelled() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return progress.cancelled() ? new SubOperations(2, 1, 0, 0) : new SubOperations(0, 3, 0, 0);
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        byte[] bytes = dataSet.readAllBytes();
        events.add("stored " + bytes.length);
        return DimseStatus.SUCCESS;
    }

    /** An association with verification in context 3, storage both ways in 5, C-GET in 7 and C-MOVE in 9. */
    private HostilePeer associated() throws IOException {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        UserInformation user = new UserInformation(
                16384,
                Implementation.CLASS_UID,
                "",
                Optional.of(new AsyncOperations(8, 1)),
                List.of(new RoleSelection(UID.MRImageStorage, true, true)),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        List<ProposedContext> contexts = List.of(
                new ProposedContext(3, UID.Verification, implicit),
                new ProposedContext(5, UID.MRImageStorage, implicit),
                new ProposedContext(GET, UID.StudyRootQueryRetrieveInformationModelGet, implicit),
                new ProposedContext(MOVE, UID.StudyRootQueryRetrieveInformationModelMove, implicit));
        HostilePeer peer = HostilePeer.connect(server.port());
        peer.send(new Pdu.Request(1, "CONFLUENS", "ASYNC", Implementation.APPLICATION_CONTEXT, contexts, user));
        assertThat(peer.receive().type()).isEqualTo(2);
        return peer;
    }

    private static byte[] cancel(int context, int messageId) {
        return pdu(
                P_DATA,
                pdv(
                        context,
                        COMMAND,
                        command(element(0x0100, 0x0FFF), element(0x0120, messageId), element(0x0800, 0x0101))));
    }

    private static byte[] echo(int messageId) {
        return pdu(P_DATA, pdv(3, COMMAND, HostilePeer.echo(messageId)));
    }

    private static byte[] store(int messageId, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(pdu(P_DATA, pdv(5, COMMAND, HostilePeer.store(messageId, "1.2.3"))));
        for (int from = 0; from < length; from += 10_000) {
            byte[] piece = new byte[Math.min(10_000, length - from)];
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

    /** A C-GET or C-MOVE of a study. */
    private static byte[] retrieve(int context, int field, int messageId) {
        String sopClass = field == C_GET
                ? UID.StudyRootQueryRetrieveInformationModelGet
                : UID.StudyRootQueryRetrieveInformationModelMove;
        byte[] request = command(
                element(0x0002, sopClass),
                element(0x0100, field),
                element(0x0110, messageId),
                element(0x0600, "SOMEBODY"),
                element(0x0700, 0),
                element(0x0800, 1));
        byte[] identifier = {8, 0, 0x52, 0, 6, 0, 0, 0, 'S', 'T', 'U', 'D', 'Y', ' '};
        return pdu(P_DATA, join(pdv(context, COMMAND, request), pdv(context, LAST_DATA, identifier)));
    }

    /** The next command that the server sends; the data set of a C-STORE is read with it. */
    private static Command receive(HostilePeer peer) throws IOException {
        Optional<Command> command = Optional.empty();
        boolean whole = false;
        while (!whole) {
            HostilePeer.Received received = peer.receive();
            assertThat(received.type()).as(received.toString()).isEqualTo(P_DATA);
            ByteBuffer bytes = ByteBuffer.wrap(received.body());
            while (bytes.hasRemaining()) {
                byte[] data = new byte[bytes.getInt() - 2];
                int context = bytes.get();
                int control = bytes.get();
                bytes.get(data);
                command = control == COMMAND ? Optional.of(Command.decode(context, data, data.length)) : command;
                whole = control == LAST_DATA
                        || control == COMMAND && !command.orElseThrow().hasDataSet();
            }
        }
        return command.orElseThrow();
    }

    private static void answer(HostilePeer peer, Command store) throws IOException {
        assertThat(store.fieldCode()).isEqualTo(C_STORE);
        peer.send(pdu(
                P_DATA,
                pdv(
                        store.contextId(),
                        COMMAND,
                        command(
                                element(0x0002, store.sopClassUid()),
                                element(0x0100, 0x8001),
                                element(0x0120, store.messageId()),
                                element(0x0800, 0x0101),
                                element(0x0900, 0),
                                element(0x1000, store.sopInstanceUid())))));
    }

    /** Message id, status, and how many sub-operations are said to be done of a response. */
    private static void assertRetrieved(Command response, int messageId, int status, int completed) {
        assertThat(response.messageIdRespondedTo()).isEqualTo(messageId);
        assertThat(response.status().code()).isEqualTo(status);
        assertThat(response.set().integer(Tag.NumberOfCompletedSuboperations)).hasValue(completed);
    }

    @Test
    void holdsWhatComesDuringAGetAndAnswersItAfterwards() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(retrieve(GET, C_GET, 1));
            Command first = receive(peer);
            peer.send(join(echo(2), store(3, 25_000)));
            answer(peer, first);
            assertRetrieved(receive(peer), 1, 0xFF00, 1);
            answer(peer, receive(peer));
            assertRetrieved(receive(peer), 1, 0xFF00, 2);
            peer.send(echo(4));
            answer(peer, receive(peer));
            assertRetrieved(receive(peer), 1, 0xFF00, 3);
            assertRetrieved(receive(peer), 1, 0, 3);
            for (int id = 2; id <= 4; id++) {
                assertThat(response(peer.receive())).containsExactly(id, 0);
            }
            assertNext("get ended", "stored 25000");
        }
    }

    @Test
    void stopsAGetAfterTheImageDuringWhichItIsCancelled() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(retrieve(GET, C_GET, 1));
            Command first = receive(peer);
            peer.send(join(cancel(GET, 8), echo(2), cancel(GET, 1)));
            answer(peer, first);
            assertRetrieved(receive(peer), 1, 0xFF00, 1);
            Command last = receive(peer);
            assertRetrieved(last, 1, 0xFE00, 1);
            assertThat(last.set().integer(Tag.NumberOfRemainingSuboperations)).hasValue(2);
            assertThat(response(peer.receive())).containsExactly(2, 0);
        }
    }

    @Test
    void stopsAMoveThatIsCancelled() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(retrieve(MOVE, C_MOVE, 1));
            assertRetrieved(receive(peer), 1, 0xFF00, 1);
            peer.send(join(echo(2), cancel(MOVE, 1)));
            Command last = receive(peer);
            assertRetrieved(last, 1, 0xFE00, 1);
            assertThat(last.set().integer(Tag.NumberOfRemainingSuboperations)).hasValue(2);
            assertThat(response(peer.receive())).containsExactly(2, 0);
        }
    }
}
