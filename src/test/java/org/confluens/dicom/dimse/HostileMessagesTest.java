package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.command;
import static org.confluens.dicom.net.HostilePeer.echo;
import static org.confluens.dicom.net.HostilePeer.element;
import static org.confluens.dicom.net.HostilePeer.join;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AbortReason;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.PduEncoder;
import org.confluens.dicom.net.UserInformation;
import org.junit.jupiter.api.Test;

/** What peers may do wrong within an association: PDUs, fragments, command sets and data sets. */
class HostileMessagesTest extends HostileClients {

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
