package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.net.AssociationException;
import org.confluens.dicom.net.NetTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our client takes a C-MOVE or a C-GET back (PS3.7 sections 9.3.3.3 and 9.3.4.3). */
class CancelledRetrieveTest {
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final Dataset STUDY =
            Dataset.builder().put(Tag.QueryRetrieveLevel, "STUDY").build();
    private static final int PATIENCE = 20;

    private final List<String> stored = new ArrayList<>();
    private DimseServer server;

    @BeforeEach
    void serve() throws IOException {
        server = DimseServer.builder()
                .ae(
                        "CONFLUENS",
                        List.of(
                                new ServiceOffer(Set.of(MOVE), Samples.NATIVE, (MoveHandler) this::move),
                                new ServiceOffer(Set.of(GET), Samples.NATIVE, (GetHandler) this::get),
                                ServiceOffer.subOperations(Set.of(UID.MRImageStorage), Samples.NATIVE)))
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Waits for the cancellation after the first of three images; one who asks for STUBBORN never gets it. */
    private SubOperations move(RetrieveRequest request, MoveProgress progress) throws IOException {
        SubOperations first = new SubOperations(2, 1, 0, 0);
        progress.pending(first);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < end) {
            if (request.moveDestination().equals("STUBBORN")) {
                progress.pending(first);
            } else if (progress.cancelled()) {
                return first;
            }
        }
        return new SubOperations(0, 3, 0, 0);
    }

    private void get(RetrieveRequest request, GetResponder responder) throws IOException {
        responder.remaining(3);
        for (int i = 1; i <= 3 && !responder.cancelled(); i++) {
            responder.store(
                    UID.MRImageStorage, "1.2." + i, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, DataSource.of(new byte[] {
                        8, 0, 0x60, 0, 'C', 'S', 2, 0, 'M', 'R'
                    }));
        }
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        dataSet.readAllBytes();
        stored.add(request.sopInstanceUid());
        return DimseStatus.SUCCESS;
    }

    private ClientAssociation open(ClientOptions options) throws IOException {
        return DimseClient.open(
                "TESTER",
                new RemoteAe("CONFLUENS", "127.0.0.1", server.port()),
                List.of(
                        PresentationRequest.of(MOVE, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(GET, UID.ExplicitVRLittleEndian),
                        PresentationRequest.of(UID.MRImageStorage, UID.ExplicitVRLittleEndian)
                                .scp(),
                        PresentationRequest.of(UID.Verification, UID.ExplicitVRLittleEndian)),
                options);
    }

    @Test
    void endsAMoveWithWhatWasDoneUntilThen() throws IOException {
        try (ClientAssociation association = open(ClientOptions.defaults())) {
            RetrieveResult result = association.move(MOVE, STUDY, "ELSEWHERE", soFar -> false);
            assertThat(result.response().status()).isEqualTo(DimseStatus.CANCEL);
            assertThat(result.counts()).isEqualTo(new SubOperations(2, 1, 0, 0));
            assertThat(association.echo().isDone()).isTrue();
        }
    }

    @Test
    void endsAGetBeforeTheLastImage() throws IOException {
        try (ClientAssociation association = open(ClientOptions.defaults())) {
            RetrieveResult result = association.get(GET, STUDY, this::store, soFar -> false);
            assertThat(result.response().status()).isEqualTo(DimseStatus.CANCEL);
            assertThat(stored).hasSizeBetween(1, 2).hasSize(result.counts().completed());
            assertThat(association.echo().isDone()).isTrue();
        }
    }

    @Test
    void leavesAPeerThatDoesNotStop() throws IOException {
        NetTimeouts impatient =
                NetTimeouts.defaults().withResponse(Duration.ofMillis(300)).withArtim(Duration.ofMillis(300));
        try (ClientAssociation association = open(ClientOptions.defaults().with(impatient))) {
            assertThatThrownBy(() -> association.move(MOVE, STUDY, "STUBBORN", soFar -> false))
                    .isInstanceOf(AssociationException.class)
                    .hasMessageContaining("after it was cancelled");
            assertThat(association.isOpen()).isFalse();
        }
    }
}
