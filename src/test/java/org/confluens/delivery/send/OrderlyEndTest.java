package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedHandler;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the archive answers, and whether or not it answers more later: an association of ours ends by A-RELEASE. */
class OrderlyEndTest {

    private TestPacs pacs;
    private PduTap wire;

    @BeforeEach
    void start() throws IOException {
        pacs = new TestPacs("PACS", 0);
        wire = new PduTap(pacs.port());
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        pacs.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0000, 0xB000, 0xA700, 0x0110, 0xC000, 0xA900, 0x0122})
    void ofDocumentsThatAreStored(int status) throws Exception {
        pacs.answer(DimseStatus.of(status));
        send(TestPacs.report());
        assertThat(wire.types()).hasSizeGreaterThan(2);
        assertReleased();
    }

    @Test
    void ofADocumentOfAClassThatIsNotTaken() throws Exception {
        send(TestPacs.report().toBuilder()
                .put(Tag.SOPClassUID, UID.EncapsulatedPDFStorage)
                .build());
        assertReleased();
    }

    @Test
    void ofOneThatWaitsForAReportInVainAndGoesOn() throws Exception {
        List<PresentationRequest> contexts = List.of(
                PresentationRequest.of(UID.StorageCommitmentPushModel, UID.ExplicitVRLittleEndian),
                PresentationRequest.of(UID.Verification, UID.ImplicitVRLittleEndian));
        try (ClientAssociation association =
                DimseClient.open("CONFLUENS", remote(), contexts, ClientOptions.defaults())) {
            association.onEventReport(new NormalizedHandler() {});
            assertThat(association.awaitEventReports(1, Duration.ofMillis(300))).isFalse();
            assertThat(association.echo().status().isSuccess()).isTrue();
        }
        assertReleased();
    }

    private void assertReleased() throws InterruptedException {
        assertThat(wire.types()).doesNotContain(PduTap.ABORT).endsWith(PduTap.RELEASE_REQUEST);
    }

    private RemoteAe remote() {
        return new RemoteAe("PACS", "127.0.0.1", wire.port());
    }

    private void send(Dataset document) {
        Parcel parcel = new Parcel(
                1,
                1,
                Instant.MAX,
                document.string(Tag.SOPClassUID, ""),
                TestPacs.uid(document),
                document.string(Tag.StudyInstanceUID, ""),
                DatasetWriter.bytes(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        new StoreSender("CONFLUENS", remote(), ClientOptions.defaults(), Parcel.SENT_WITHIN)
                .send(List.of(parcel), new Sender.Outcome() {
                    @Override
                    public boolean mayBegin(Parcel next) {
                        return true;
                    }

                    @Override
                    public void settle(Parcel sent, SendResult result) {
                        assertThat(result.meaning()).isNotNull();
                    }
                });
    }
}
