package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSenderTest {

    private final Map<String, Dataset> stored = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private DimseServer pacs;
    private volatile CountDownLatch hold = new CountDownLatch(0);

    @AfterEach
    void stop() throws IOException {
        if (pacs != null) {
            pacs.stop(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian})
    void storesDocumentsInWhatThePacsAccepts(String transferSyntax) throws IOException {
        serve(transferSyntax);
        Map<Long, SendResult> results = send(report(1), report(2), report(3));
        assertThat(results.values()).extracting(SendResult::meaning).containsOnly(Meaning.DELIVERED);
        assertThat(stored).containsOnlyKeys("1.2.3.1", "1.2.3.2", "1.2.3.3");
        assertThat(stored.get("1.2.3.2")).isEqualTo(report(2));
    }

    @ParameterizedTest
    @CsvSource({
        "0xB000, DELIVERED",
        "0xB006, DELIVERED",
        "0xB007, DELIVERED",
        "0x0111, DELIVERED",
        "0xA700, TEMPORARY",
        "0xA7FF, TEMPORARY",
        "0x0213, TEMPORARY",
        "0x0210, TEMPORARY",
        "0x0124, TEMPORARY",
        "0xC000, TEMPORARY",
        "0xCFFF, TEMPORARY",
        "0x0110, TEMPORARY",
        "0x4711, TEMPORARY",
        "0xA900, PERMANENT",
        "0x0117, PERMANENT",
        "0x0122, NOT_OFFERED",
        "0x0118, NOT_OFFERED",
        "0x0211, NOT_OFFERED"
    })
    void takesTheStatusForWhatTheStandardSays(String status, Meaning meaning) throws IOException {
        serve(UID.ExplicitVRLittleEndian);
        refusals.put("1.2.3.1", Integer.decode(status));
        Map<Long, SendResult> results = send(report(1), report(2));
        assertThat(results.get(1L).meaning()).isEqualTo(meaning);
        assertThat(results.get(1L).status()).hasValue(Integer.decode(status));
        assertThat(results.get(2L).meaning()).isEqualTo(Meaning.DELIVERED);
    }

    @Test
    void neverSendsAClassThatThePacsDoesNotTake() throws IOException {
        serve(UID.ExplicitVRLittleEndian);
        Dataset pdf = report(9).toBuilder()
                .put(Tag.SOPClassUID, UID.EncapsulatedPDFStorage)
                .build();
        Map<Long, SendResult> results = send(report(1), pdf, report(2));
        assertThat(results.get(9L).meaning()).isEqualTo(Meaning.NOT_OFFERED);
        assertThat(stored).containsOnlyKeys("1.2.3.1", "1.2.3.2");
    }

    @Test
    void sendsLaterWhenNobodyAnswers() throws IOException {
        serve(UID.ExplicitVRLittleEndian);
        RemoteAe gone = new RemoteAe("PACS", "127.0.0.1", pacs.port());
        pacs.stop(Duration.ofSeconds(1));
        Map<Long, SendResult> results = send(gone, report(1), report(2));
        assertThat(results).as("the first says it for all").hasSize(1);
        assertThat(results.values()).extracting(SendResult::meaning).containsOnly(Meaning.AWAY);
    }

    /** A claim ends: what is still on its way then might come after what another node has sent. */
    @Test
    @Timeout(30)
    void cutsOffWhatIsNotAnsweredWithinTheTimeThatOneDocumentHas() throws IOException {
        serve(UID.ExplicitVRLittleEndian);
        hold = new CountDownLatch(1);
        Map<Long, SendResult> results = new LinkedHashMap<>();
        new StoreSender(
                        "CONFLUENS",
                        new RemoteAe("PACS", "127.0.0.1", pacs.port()),
                        ClientOptions.defaults(),
                        Duration.ofMillis(500))
                .send(List.of(parcel(report(1)), parcel(report(2))), new Noted(results));
        hold.countDown();
        assertThat(results).containsOnlyKeys(1L);
        assertThat(results.get(1L).meaning()).isEqualTo(Meaning.TEMPORARY);
    }

    @Test
    void sendsLaterWhenTheAssociationIsRejected() throws IOException {
        serve(UID.ExplicitVRLittleEndian);
        Map<Long, SendResult> results = send(new RemoteAe("SOMEBODY", "127.0.0.1", pacs.port()), report(1));
        assertThat(results.get(1L).meaning()).isEqualTo(Meaning.AWAY);
        assertThat(results.get(1L).comment()).isNotBlank();
    }

    private void serve(String transferSyntax) throws IOException {
        pacs = DimseServer.builder()
                .ae(
                        "PACS",
                        List.of(new ServiceOffer(
                                Set.of(UID.ComprehensiveSRStorage), List.of(transferSyntax), (StoreHandler)
                                        this::store)))
                .start();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException, DimseException {
        try {
            hold.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Integer refusal = refusals.get(request.sopInstanceUid());
        if (refusal != null) {
            return DimseStatus.of(refusal);
        }
        Dataset dataset = DatasetReader.read(dataSet, request.transferSyntax(), ReadOptions.keepEverything())
                .dataset();
        stored.put(request.sopInstanceUid(), dataset);
        return DimseStatus.SUCCESS;
    }

    private Map<Long, SendResult> send(Dataset... documents) {
        return send(new RemoteAe("PACS", "127.0.0.1", pacs.port()), documents);
    }

    private static Map<Long, SendResult> send(RemoteAe remote, Dataset... documents) {
        Map<Long, SendResult> results = new LinkedHashMap<>();
        List<Parcel> parcels =
                java.util.Arrays.stream(documents).map(StoreSenderTest::parcel).toList();
        new StoreSender("CONFLUENS", remote, ClientOptions.defaults(), Parcel.SENT_WITHIN)
                .send(parcels, new Noted(results));
        return results;
    }

    private static Parcel parcel(Dataset document) {
        return new Parcel(
                Long.parseLong(document.string(Tag.SOPInstanceUID, "").substring("1.2.3.".length())),
                1,
                Instant.MAX,
                document.string(Tag.SOPClassUID, ""),
                document.string(Tag.SOPInstanceUID, ""),
                document.string(Tag.StudyInstanceUID, ""),
                DatasetWriter.bytes(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    private static Dataset report(int number) {
        return Dataset.builder()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.SOPInstanceUID, "1.2.3." + number)
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.StudyInstanceUID, "1.2.3")
                .put(Tag.TextValue, "enge Stelle links, größer als 50 %")
                .build();
    }

    /** Lets everything begin, and keeps what came of it. */
    private record Noted(Map<Long, SendResult> results) implements Sender.Outcome {
        @Override
        public boolean mayBegin(Parcel parcel) {
            return true;
        }

        @Override
        public void settle(Parcel parcel, SendResult result) {
            results.put(parcel.deliveryId(), result);
        }
    }
}
