package org.confluens.delivery.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.confluens.delivery.send.PduTap;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.confluens.dicom.dimse.NormalizedResponse;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.ServiceOffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitmentCallTest {

    private static final CommitmentRequest REQUEST = new CommitmentRequest(
            "1.2.99", List.of(new CommitmentRequest.Reference(UID.ComprehensiveSRStorage, "1.2.3.1")));

    private final AtomicReference<NormalizedRequest> asked = new AtomicReference<>();
    private DimseServer pacs;

    @AfterEach
    void stop() throws IOException {
        pacs.stop(Duration.ofSeconds(1));
    }

    @Test
    void asksForWhatWasDelivered() throws IOException {
        serve(UID.StorageCommitmentPushModel, DimseStatus.SUCCESS);
        assertThat(ask()).isEqualTo(Meaning.DELIVERED);
        assertThat(asked.get().sopInstanceUid()).isEqualTo("1.2.840.10008.1.20.1.1");
        assertThat(asked.get().typeId()).isEqualTo(1);
        Dataset information = asked.get().dataSet();
        assertThat(information.string(Tag.TransactionUID)).contains("1.2.99");
        assertThat(information.items(Tag.ReferencedSOPSequence)).singleElement().satisfies(item -> {
            assertThat(item.string(Tag.ReferencedSOPClassUID)).contains(UID.ComprehensiveSRStorage);
            assertThat(item.string(Tag.ReferencedSOPInstanceUID)).contains("1.2.3.1");
        });
    }

    @Test
    void seesThatThePacsDoesNotOfferIt() throws IOException {
        serve(UID.ModalityPerformedProcedureStep, DimseStatus.SUCCESS);
        assertThat(ask()).isEqualTo(Meaning.NOT_OFFERED);
    }

    @Test
    void asksAgainLaterWhenThePacsRefusesOrIsAway() throws IOException {
        serve(UID.StorageCommitmentPushModel, DimseStatus.PROCESSING_FAILURE);
        assertThat(ask()).isEqualTo(Meaning.TEMPORARY);
        pacs.stop(Duration.ofSeconds(1));
        assertThat(ask()).isEqualTo(Meaning.AWAY);
    }

    /** An abort makes some archives drop what was asked on the association. */
    @ParameterizedTest
    @ValueSource(ints = {0x0000, 0x0110, 0x0118, 0x0122, 0x0124, 0x0211, 0x0213})
    void endsTheAssociationByReleaseWhateverIsAnswered(int status) throws Exception {
        serve(UID.StorageCommitmentPushModel, DimseStatus.of(status));
        try (PduTap wire = new PduTap(pacs.port())) {
            ask(wire.port());
            assertThat(wire.types()).doesNotContain(PduTap.ABORT).endsWith(PduTap.RELEASE_REQUEST);
        }
    }

    private Meaning ask() {
        return ask(pacs.port());
    }

    private static Meaning ask(int port) {
        return new CommitmentCall(
                        "CONFLUENS",
                        new RemoteAe("PACS", "127.0.0.1", port),
                        ClientOptions.defaults(),
                        new NormalizedHandler() {})
                .ask(REQUEST)
                .meaning();
    }

    private void serve(String sopClass, DimseStatus answer) throws IOException {
        NormalizedHandler handler = new NormalizedHandler() {
            @Override
            public NormalizedResponse action(NormalizedRequest request) throws DimseException {
                asked.set(request);
                if (!answer.isSuccess()) {
                    throw new DimseException(answer, "not now");
                }
                return NormalizedResponse.success();
            }
        };
        pacs = DimseServer.builder()
                .ae("PACS", List.of(new ServiceOffer(Set.of(sopClass), List.of(UID.ExplicitVRLittleEndian), handler)))
                .start();
    }
}
