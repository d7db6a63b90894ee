package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.echo;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AbortReason;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.PduEncoder;
import org.confluens.dicom.net.UserInformation;
import org.junit.jupiter.api.Test;

/** What peers may do wrong when they open an association or keep one open: titles, versions, numbers, and their time. */
class HostileAssociationsTest extends HostileClients {

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
}
