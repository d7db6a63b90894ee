package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.echo;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.ProposedContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server before peers that do wrong, byte by byte; after each case it has to go on serving. */
abstract class HostileClients {
    static final int P_DATA = 4;
    static final int COMMAND = 1;
    static final int DATA = 0;
    static final int LAST = 2;
    static final int MAX_OBJECT = 100_000;
    static final String SLOWLY = "1.2.3.4";

    static final NetLimits LIMITS = NetLimits.defaults().toBuilder()
            .maxReceivePdu(32_768)
            .maxCommandSet(1024)
            .maxObject(MAX_OBJECT)
            .maxAssociations(4)
            .maxAssociationsPerPeer(3)
            .maxConnections(8)
            .maxAssociatePdu(65_536)
            .build();
    static final NetTimeouts TIMEOUTS = NetTimeouts.defaults()
            .withArtim(Duration.ofMillis(400))
            .withIdle(Duration.ofMillis(1500))
            .withPdu(Duration.ofMillis(800));

    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    DimseServer server;

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

    DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
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

    HostilePeer connect() throws IOException {
        return HostilePeer.connect(server.port());
    }

    /** An association with storage in context 1, queries in 3 and verification in 5. */
    HostilePeer associated() throws IOException {
        HostilePeer peer = connect();
        HostilePeer.Received answer =
                peer.send(HostilePeer.request("CONFLUENS", contexts())).receive();
        assertThat(answer.type()).as(answer.toString()).isEqualTo(2);
        return peer;
    }

    static List<ProposedContext> contexts() {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        return List.of(
                new ProposedContext(1, UID.MRImageStorage, implicit),
                new ProposedContext(3, UID.StudyRootQueryRetrieveInformationModelFind, implicit),
                new ProposedContext(5, UID.Verification, implicit));
    }

    static HostilePeer.Received send(HostilePeer peer, byte[] command) throws IOException {
        return peer.send(pdu(P_DATA, pdv(5, COMMAND | LAST, command))).receive();
    }

    /** The status of a response, found by its element in the command set. */
    static int status(HostilePeer.Received response) {
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

    static byte[] image(int size) {
        Dataset image = Samples.image(size);
        return DatasetWriter.bytes(image, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    void assertReceived(String what) throws InterruptedException {
        assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo(what);
    }
}
