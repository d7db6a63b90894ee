package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.command;
import static org.confluens.dicom.net.HostilePeer.echo;
import static org.confluens.dicom.net.HostilePeer.element;
import static org.confluens.dicom.net.HostilePeer.join;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AbortReason;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.PduEncoder;
import org.confluens.dicom.net.ProposedContext;
import org.confluens.dicom.net.UserInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What peers may do wrong, byte by byte; after each case the server has to go on serving. */
class HostileClientsTest {
    private static final int P_DATA = 4;
    private static final int COMMAND = 1;
    private static final int DATA = 0;
    private static final int LAST = 2;
    private static final int MAX_OBJECT = 100_000;
    private static final String SLOWLY = "1.2.3.4";

    private static final NetLimits LIMITS = NetLimits.defaults().toBuilder()
            .maxReceivePdu(32_768)
            .maxCommandSet(1024)
            .maxObject(MAX_OBJECT)
            .maxAssociations(4)
            .maxAssociationsPerPeer(3)
            .maxConnections(8)
            .maxAssociatePdu(65_536)
            .build();
    private static final NetTimeouts TIMEOUTS = NetTimeouts.defaults()
            .withArtim(Duration.ofMillis(400))
            .withIdle(Duration.ofMillis(1500))
            .withPdu(Duration.ofMillis(800));

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        ServiceOffer storage = new ServiceOffer(
                Set.of(UID.MRImageStorage), List.of(UID.ImplicitVRLittleEndian), (StoreHandler) this::store);
        ServiceOffer query = new ServiceOffer(
                Set.of(UID.StudyRootQueryRetrieveInformationModelFind),
                List.of(UID.ImplicitVRLittleEndian),
                (FindHandler) (request, responder) -> {});
        server = DimseServer.builder()
                .ae("CONFLUENS", List.of(storage, query))
                .limits(LIMITS)
                .timeouts(TIMEOUTS)
                .start();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        try {
            int before = 0;
            if (request.sopInstanceUid().equals(SLOWLY)) {
                before = dataSet.readNBytes(10).length;
                TimeUnit.MILLISECONDS.sleep(TIMEOUTS.pdu().toMillis() + 300);
            }
            received.add(request.sopInstanceUid() + ":" + (before + dataSet.readAllBytes().length));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            received.add("lost");
            throw e;
        }
        return DimseStatus.SUCCESS;
    }

    @AfterEach
    void stillServes() throws IOException {
        try (HostilePeer peer = associated()) {
            assertThat(status(send(peer, echo(1)))).isZero();
            peer.send(new Pdu.ReleaseRequest());
            assertThat(peer.receive().type()).isEqualTo(6);
        } finally {
            server.close();
        }
    }

    private HostilePeer connect() throws IOException {
        return HostilePeer.connect(server.port());
    }

    /** An association with storage in context 1, queries in 3 and verification in 5. */
    private HostilePeer associated() throws IOException {
        HostilePeer peer = connect();
        HostilePeer.Received answer =
                peer.send(HostilePeer.request("CONFLUENS", contexts())).receive();
        assertThat(answer.type()).as(answer.toString()).isEqualTo(2);
        return peer;
    }

    private static List<ProposedContext> contexts() {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        return List.of(
                new ProposedContext(1, UID.MRImageStorage, implicit),
                new ProposedContext(3, UID.StudyRootQueryRetrieveInformationModelFind, implicit),
                new ProposedContext(5, UID.Verification, implicit));
    }

    private static HostilePeer.Received send(HostilePeer peer, byte[] command) throws IOException {
        return peer.send(pdu(P_DATA, pdv(5, COMMAND | LAST, command))).receive();
    }

    /** The status of a response, found by its element in the command set. */
    private static int status(HostilePeer.Received response) {
        assertThat(response.type()).as(response.toString()).isEqualTo(P_DATA);
        byte[] body = response.body();
        for (int i = 6; i < body.length - 9; i++) {
            boolean found = body[i] == 0
                    && body[i + 1] == 0
                    && body[i + 2] == 0
                    && body[i + 3] == 9
                    && body[i + 4] == 2
                    && body[i + 5] == 0;
            if (found) {
                return (body[i + 8] & 0xFF) | (body[i + 9] & 0xFF) << 8;
            }
        }
        throw new AssertionError("no status in " + response);
    }

    private static byte[] image(int size) {
        Dataset image = Samples.image(size);
        return DatasetWriter.bytes(image, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    private void assertReceived(String what) throws InterruptedException {
        assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo(what);
    }

    @Test
    void rejectsUnknownCalledAeTitle() throws IOException {
        try (HostilePeer peer = connect()) {
            assertThat(peer.associate("NOBODY", UID.Verification, UID.ImplicitVRLittleEndian)
                            .isReject(1, 1, 7))
                    .isTrue();
        }
    }

    @Test
    void rejectsCallingAeTitlesThatAreNone() throws IOException {
        for (String title : List.of("", "MR\u00071", "A\\B", "\u00c4", "A\u0000B")) {
            try (HostilePeer peer = connect()) {
                assertThat(peer.send(requestAs(title)).receive().isReject(1, 1, 3))
                        .as(title)
                        .isTrue();
            }
        }
        for (String title :
                List.of("MR 1", "MR1\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000")) {
            try (HostilePeer peer = connect()) {
                assertThat(peer.send(requestAs(title)).receive().type()).isEqualTo(2);
            }
        }
    }

    @Test
    void rejectsOtherProtocolVersionsAndApplicationContexts() throws IOException {
        UserInformation user = UserInformation.basic(0);
        try (HostilePeer peer = connect()) {
            peer.send(new Pdu.Request(2, "CONFLUENS", "H", Implementation.APPLICATION_CONTEXT, contexts(), user));
            assertThat(peer.receive().isReject(1, 2, 2)).isTrue();
        }
        try (HostilePeer peer = connect()) {
            peer.send(new Pdu.Request(1, "CONFLUENS", "H", "1.2.3", contexts(), user));
            assertThat(peer.receive().isReject(1, 1, 2)).isTrue();
        }
    }

    @Test
    void rejectsMoreAssociationsThanTheLimitsAllow() throws IOException {
        List<HostilePeer> open = new ArrayList<>();
        try {
            for (int i = 0; i < LIMITS.maxAssociationsPerPeer(); i++) {
                open.add(associated());
            }
            try (HostilePeer oneMore = connect()) {
                assertThat(oneMore.send(requestAs("OTHER")).receive().isReject(2, 3, 2))
                        .as("of one host, whatever its title")
                        .isTrue();
            }
            open.add(associatedFrom("127.0.0.2"));
            try (HostilePeer oneMore = HostilePeer.connectFrom("127.0.0.3", server.port())) {
                assertThat(oneMore.send(requestAs("THIRD")).receive().isReject(2, 3, 2))
                        .as("in all")
                        .isTrue();
            }
        } finally {
            for (HostilePeer peer : open) {
                peer.send(Pdu.Abort.of(AbortReason.SERVICE_USER));
                assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
                peer.close();
            }
        }
    }

    private HostilePeer associatedFrom(String address) throws IOException {
        HostilePeer peer = HostilePeer.connectFrom(address, server.port());
        assertThat(peer.send(requestAs("OTHER")).receive().type()).isEqualTo(2);
        return peer;
    }

    private static Pdu.Request requestAs(String callingAeTitle) {
        return new Pdu.Request(
                1,
                "CONFLUENS",
                callingAeTitle,
                Implementation.APPLICATION_CONTEXT,
                contexts(),
                UserInformation.basic(0));
    }

    @Test
    void closesConnectionsBeyondTheLimitAtOnce() throws IOException {
        List<HostilePeer> idle = new ArrayList<>();
        try {
            for (int i = 0; i < LIMITS.maxConnections(); i++) {
                idle.add(connect());
            }
            try (HostilePeer oneMore = connect()) {
                assertThat(oneMore.receive()).isEqualTo(HostilePeer.Received.END);
            }
            // The idle ones are let go by ARTIM, and then there is room again.
            for (HostilePeer peer : idle) {
                assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
            }
        } finally {
            for (HostilePeer peer : idle) {
                peer.close();
            }
        }
    }

    @Test
    void dropsPeersThatDripTheirRequest() throws Exception {
        byte[] request = PduEncoder.encode(HostilePeer.request("CONFLUENS", contexts()));
        try (HostilePeer peer = connect()) {
            long start = System.nanoTime();
            for (byte one : request) {
                peer.sendQuietly(new byte[] {one});
                TimeUnit.MILLISECONDS.sleep(20);
                if (System.nanoTime() - start > TIMEOUTS.artim().toNanos() * 2) {
                    break;
                }
            }
            assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
        }
    }

    @Test
    void dropsPeersThatDripTheirData() throws Exception {
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, 1000, new byte[] {0, 0, 0, 100}));
            long start = System.nanoTime();
            while (System.nanoTime() - start < TIMEOUTS.pdu().toNanos() * 2) {
                peer.sendQuietly(new byte[] {1});
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(peer.receive().isAbort(0, 0)).isTrue();
        }
    }

    @Test
    void dropsPeersThatDripFragments() throws Exception {
        byte[] store = HostilePeer.store(1, "1.2.3");
        byte[] nothing = pdu(P_DATA, pdv(1, DATA, new byte[0]));
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(1, COMMAND | LAST, store)));
            assertThat(drip(peer, nothing).isAbort(2, 6)).as("a data set").isTrue();
        }
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(1, COMMAND | LAST, store)));
            assertThat(drip(peer, pdu(P_DATA, new byte[0])).isAbort(0, 0))
                    .as("PDUs of nothing")
                    .isTrue();
        }
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(1, COMMAND, Arrays.copyOf(store, 10))));
            assertThat(drip(peer, pdu(P_DATA, pdv(1, COMMAND, new byte[0]))).isAbort(0, 0))
                    .as("a command set")
                    .isTrue();
        }
    }

    private static HostilePeer.Received drip(HostilePeer peer, byte[] drop) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TIMEOUTS.pdu().toNanos() * 3) {
            peer.sendQuietly(drop);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return peer.receive();
    }

    @Test
    void repeatsTheFixedFieldsOfTheRequest() throws IOException {
        byte[] request = PduEncoder.encode(HostilePeer.request("CONFLUENS", contexts()));
        byte[] called = " CONFLUENS      ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(called, 0, request, 10, called.length);
        request[26] = ' ';
        Arrays.fill(request, 42, 74, (byte) 0x5A);
        try (HostilePeer peer = connect()) {
            HostilePeer.Received answer = peer.send(request).receive();
            assertThat(answer.type()).isEqualTo(2);
            assertThat(Arrays.copyOfRange(answer.body(), 4, 68)).isEqualTo(Arrays.copyOfRange(request, 10, 74));
        }
    }

    @Test
    void abortsIdleAssociations() throws IOException {
        try (HostilePeer peer = associated()) {
            assertThat(peer.receive().isAbort(0, 0)).isTrue();
            assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
        }
    }

    /** The time begins anew with each request; together these take longer than it. */
    @Test
    void keepsAssociationsThatAskInTime() throws Exception {
        try (HostilePeer peer = associated()) {
            for (int i = 1; i <= 3; i++) {
                TimeUnit.MILLISECONDS.sleep(TIMEOUTS.idle().toMillis() / 2);
                assertThat(status(send(peer, echo(i)))).isZero();
            }
        }
    }

    @Test
    void refusesPdusLongerThanAnnounced() throws IOException {
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, LIMITS.maxReceivePdu() + 1, new byte[100]));
            assertThat(peer.receive().isAbort(2, 6)).isTrue();
        }
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, Integer.MAX_VALUE, new byte[100]));
            assertThat(peer.receive().isAbort(2, 6)).isTrue();
        }
        try (HostilePeer peer = connect()) {
            peer.send(pdu(1, LIMITS.maxAssociatePdu() + 1, new byte[10]));
            assertThat(peer.receive().isAbort(0, 0)).isTrue();
        }
    }

    @Test
    void takesPduOfExactlyTheAnnouncedLength() throws Exception {
        byte[] head = HostilePeer.store(1, "1.2.3");
        byte[] data = new byte[LIMITS.maxReceivePdu() - 6];
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(1, COMMAND | LAST, head)));
            peer.send(pdu(P_DATA, pdv(1, DATA | LAST, data)));
            assertThat(status(peer.receive())).isZero();
            assertReceived("1.2.3:" + data.length);
        }
    }

    @Test
    void takesACommandSetAndAnAssociationRequestAsLongAsTheLimits() throws IOException {
        byte[] request = PduEncoder.encode(HostilePeer.request("CONFLUENS", contexts()));
        int unknownItem = LIMITS.maxAssociatePdu() - (request.length - 6);
        byte[] longest = join(
                request,
                ByteBuffer.allocate(unknownItem)
                        .put((byte) 0x77)
                        .put((byte) 0)
                        .putShort((short) (unknownItem - 4))
                        .array());
        ByteBuffer.wrap(longest).putInt(2, LIMITS.maxAssociatePdu());
        byte[] filler = new byte[LIMITS.maxCommandSet() - echo(1).length - 8];
        byte[] command = command(
                element(0x0002, UID.Verification),
                element(0x0100, 0x0030),
                element(0x0110, 1),
                element(0x0800, 0x0101),
                element(0x5555, filler));
        assertThat(command).hasSize(LIMITS.maxCommandSet());
        try (HostilePeer peer = connect()) {
            assertThat(peer.send(longest).receive().type()).isEqualTo(2);
            assertThat(status(send(peer, command))).isZero();
        }
    }

    @Test
    void sendsNoPduThatIsLongerThanThePeerTakes() throws IOException {
        int longest = 30;
        try (HostilePeer peer = connect()) {
            peer.send(new Pdu.Request(
                    1,
                    "CONFLUENS",
                    "H",
                    Implementation.APPLICATION_CONTEXT,
                    contexts(),
                    UserInformation.basic(longest)));
            assertThat(peer.receive().type()).isEqualTo(2);
            peer.send(pdu(P_DATA, pdv(5, COMMAND | LAST, echo(1))));
            byte[] response = {};
            boolean last = false;
            while (!last) {
                HostilePeer.Received part = peer.receive();
                assertThat(part.type()).isEqualTo(P_DATA);
                assertThat(part.body()).hasSizeLessThanOrEqualTo(longest);
                last = (part.body()[5] & LAST) != 0;
                response = join(response, Arrays.copyOfRange(part.body(), 6, part.body().length));
            }
            assertThat(status(new HostilePeer.Received(P_DATA, pdv(5, COMMAND | LAST, response))))
                    .isZero();
        }
    }

    @Test
    void refusesFragmentsThatTheirPduCannotHold() throws IOException {
        for (byte[] body : List.of(
                new byte[] {0, 0, 0, 100, 1, 3, 0, 0}, new byte[] {0, 0, 0, 1, 1, 3}, new byte[] {0, 0, 0}, new byte[] {
                    (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 3, 0, 0
                })) {
            try (HostilePeer peer = associated()) {
                peer.send(pdu(P_DATA, body));
                assertThat(peer.receive().isAbort(2, 6)).isTrue();
            }
        }
    }

    @Test
    void takesFragmentsOfAnyShape() throws Exception {
        byte[] head = HostilePeer.store(1, "1.2.3");
        byte[] data = image(5000);
        List<byte[]> parts = new ArrayList<>();
        parts.add(pdv(1, COMMAND, Arrays.copyOf(head, 1)));
        parts.add(pdv(1, COMMAND, new byte[0]));
        parts.add(pdv(1, COMMAND | LAST, Arrays.copyOfRange(head, 1, head.length)));
        parts.add(pdv(1, DATA, new byte[0]));
        for (int i = 0; i < data.length; i += 7) {
            parts.add(pdv(1, DATA, Arrays.copyOfRange(data, i, Math.min(data.length, i + 7))));
        }
        parts.add(pdv(1, DATA | LAST, new byte[0]));
        byte[] all = join(parts.toArray(byte[][]::new));
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, new byte[0]));
            peer.drip(pdu(P_DATA, all));
            assertThat(status(peer.receive())).isZero();
            assertReceived("1.2.3:" + data.length);
            for (byte[] part : parts) {
                peer.send(pdu(P_DATA, part));
            }
            assertThat(status(peer.receive())).isZero();
            assertReceived("1.2.3:" + data.length);
        }
    }

    @Test
    void takesRequestsBehindOneAnother() throws Exception {
        byte[] two = join(pdu(P_DATA, pdv(5, COMMAND | LAST, echo(1))), pdu(P_DATA, pdv(5, COMMAND | LAST, echo(2))));
        try (HostilePeer peer = associated()) {
            peer.send(two);
            assertThat(status(peer.receive())).isZero();
            assertThat(status(peer.receive())).isZero();
        }
    }

    @Test
    void neverAcknowledgesDataSetThatIsCutOff() throws Exception {
        byte[] head = pdu(P_DATA, pdv(1, COMMAND | LAST, HostilePeer.store(1, "1.2.3")));
        byte[] some = pdu(P_DATA, pdv(1, DATA, new byte[1000]));
        try (HostilePeer peer = associated()) {
            peer.send(join(head, some)).finish();
            assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
            assertReceived("lost");
        }
        try (HostilePeer peer = associated()) {
            peer.send(join(head, some)).reset();
            assertReceived("lost");
        }
        try (HostilePeer peer = associated()) {
            peer.send(join(head, some)).send(Pdu.Abort.of(AbortReason.SERVICE_USER));
            assertThat(peer.receive()).isEqualTo(HostilePeer.Received.END);
            assertReceived("lost");
        }
        try (HostilePeer peer = associated()) {
            peer.send(join(head, some));
            assertThat(peer.receive().isAbort(0, 0)).as("silence").isTrue();
            assertReceived("lost");
        }
    }

    @Test
    void countsOnlyThePeersTimeNotTheHandlers() throws Exception {
        byte[] head = pdu(P_DATA, pdv(1, COMMAND | LAST, HostilePeer.store(1, SLOWLY)));
        try (HostilePeer peer = associated()) {
            peer.send(join(head, pdu(P_DATA, pdv(1, DATA | LAST, new byte[20_000]))));
            assertThat(status(peer.receive())).isZero();
            assertReceived(SLOWLY + ":20000");
        }
    }

    @Test
    void abortsWhatDoesNotBelongIntoADataSet() throws Exception {
        byte[] head = pdu(P_DATA, pdv(1, COMMAND | LAST, HostilePeer.store(1, "1.2.3")));
        for (byte[] wrong : List.of(
                pdu(P_DATA, pdv(1, COMMAND | LAST, echo(2))),
                pdu(P_DATA, pdv(3, DATA | LAST, new byte[10])),
                pdu(5, new byte[4]))) {
            try (HostilePeer peer = associated()) {
                peer.send(join(head, wrong));
                assertThat(peer.receive().type()).isEqualTo(7);
                assertReceived("lost");
            }
        }
    }

    @Test
    void abortsBreachesOfTheMessageExchange() throws IOException {
        byte[] response = command(
                element(0x0002, UID.Verification),
                element(0x0100, 0x8030),
                element(0x0120, 1),
                element(0x0800, 0x0101),
                element(0x0900, 0));
        byte[] garbage = new byte[64];
        new Random(1).nextBytes(garbage);
        for (byte[] wrong : List.of(
                pdv(5, DATA | LAST, new byte[10]),
                pdv(99, COMMAND | LAST, echo(1)),
                pdv(5, COMMAND | LAST, response),
                pdv(5, COMMAND | LAST, command(element(0x0110, 1), element(0x0800, 0x0101))),
                pdv(5, COMMAND | LAST, garbage),
                pdv(5, COMMAND | LAST, new byte[LIMITS.maxCommandSet() + 1]))) {
            try (HostilePeer peer = associated()) {
                peer.send(pdu(P_DATA, wrong));
                assertThat(peer.receive().isAbort(2, 6)).isTrue();
            }
        }
    }

    @Test
    void answersWrongRequestsWithTheStatusOfTheStandard() throws IOException {
        byte[] unknown = command(
                element(0x0002, UID.Verification),
                element(0x0100, 0x0666),
                element(0x0110, 1),
                element(0x0800, 0x0101));
        byte[] move = command(
                element(0x0002, UID.Verification),
                element(0x0100, 0x0021),
                element(0x0110, 1),
                element(0x0800, 0x0101));
        byte[] otherClass = HostilePeer.store(1, "1.2.3");
        byte[] noClass = command(element(0x0100, 0x0030), element(0x0110, 1), element(0x0800, 0x0101));
        try (HostilePeer peer = associated()) {
            assertThat(status(send(peer, unknown))).isEqualTo(0x0211);
            assertThat(status(send(peer, move))).isEqualTo(0x0211);
            assertThat(status(send(peer, noClass))).isEqualTo(0x0212);
            peer.send(pdu(P_DATA, pdv(5, COMMAND | LAST, otherClass)));
            assertThat(status(peer.send(pdu(P_DATA, pdv(5, DATA | LAST, new byte[9000])))
                            .receive()))
                    .isEqualTo(0x0122);
            peer.send(pdu(P_DATA, pdv(1, COMMAND | LAST, HostilePeer.store(1, "1.2.x"))));
            assertThat(status(peer.send(pdu(P_DATA, pdv(1, DATA | LAST, image(10))))
                            .receive()))
                    .isEqualTo(0x0117);
            assertThat(status(send(peer, echo(7))))
                    .as("the association goes on")
                    .isZero();
        }
        assertThat(received).isEmpty();
    }

    @Test
    void answersObjectOverTheLimitAndTakesOneAtTheLimit() throws Exception {
        try (HostilePeer peer = associated()) {
            assertThat(status(store(peer, new byte[MAX_OBJECT]))).isZero();
            assertReceived("1.2.3:" + MAX_OBJECT);
            assertThat(status(store(peer, new byte[MAX_OBJECT + 1]))).isEqualTo(0xA700);
            assertThat(status(store(peer, image(20)))).isZero();
        }
        try (HostilePeer peer = associated()) {
            assertThat(store(peer, new byte[MAX_OBJECT * 3]).type())
                    .as("far over it")
                    .isEqualTo(7);
        }
    }

    private static HostilePeer.Received store(HostilePeer peer, byte[] data) throws IOException {
        peer.send(pdu(P_DATA, pdv(1, COMMAND | LAST, HostilePeer.store(1, "1.2.3"))));
        int piece = 30_000;
        for (int i = 0; i < data.length; i += piece) {
            byte[] part = Arrays.copyOfRange(data, i, Math.min(data.length, i + piece));
            peer.sendQuietly(pdu(P_DATA, pdv(1, i + piece >= data.length ? LAST : DATA, part)));
        }
        return peer.receive();
    }

    @Test
    void survivesIdentifiersThatAreNoDataSet() throws IOException {
        byte[] find = command(
                element(0x0002, UID.StudyRootQueryRetrieveInformationModelFind),
                element(0x0100, 0x0020),
                element(0x0110, 1),
                element(0x0700, 0),
                element(0x0800, 1));
        byte[] garbage = new byte[500];
        new Random(2).nextBytes(garbage);
        byte[] good = DatasetWriter.bytes(
                Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build(),
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(3, COMMAND | LAST, find)));
            assertThat(status(
                            peer.send(pdu(P_DATA, pdv(3, DATA | LAST, garbage))).receive()))
                    .isEqualTo(0xC000);
            peer.send(pdu(P_DATA, pdv(3, COMMAND | LAST, find)));
            assertThat(status(peer.send(pdu(P_DATA, pdv(3, DATA | LAST, good))).receive()))
                    .isZero();
        }
    }

    @Test
    void refusesAnIdentifierThatHasAKeyTwice() throws IOException {
        byte[] find = command(
                element(0x0002, UID.StudyRootQueryRetrieveInformationModelFind),
                element(0x0100, 0x0020),
                element(0x0110, 1),
                element(0x0700, 0),
                element(0x0800, 1));
        byte[] level = DatasetWriter.bytes(
                Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build(),
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(3, COMMAND | LAST, find)));
            assertThat(status(peer.send(pdu(P_DATA, pdv(3, DATA | LAST, join(level, level))))
                            .receive()))
                    .isEqualTo(0xA900);
        }
    }

    @Test
    void ignoresCancelOfNothing() throws IOException {
        byte[] cancel = command(element(0x0100, 0x0FFF), element(0x0120, 9), element(0x0800, 0x0101));
        try (HostilePeer peer = associated()) {
            peer.send(pdu(P_DATA, pdv(5, COMMAND | LAST, cancel)));
            assertThat(status(send(peer, echo(1)))).isZero();
        }
    }

    @Test
    void survivesRandomBytes() throws IOException {
        Random random = new Random(20260102);
        for (int round = 0; round < 50; round++) {
            byte[] noise = new byte[random.nextInt(5000)];
            random.nextBytes(noise);
            try (HostilePeer peer = round % 2 == 0 ? connect() : associated()) {
                peer.sendQuietly(noise).finish();
                HostilePeer.Received answer = peer.receive();
                assertThat(answer.type()).isIn(-1, 7);
            }
        }
    }
}
