package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents on their way from a committed transaction to a PACS. */
@ExtendWith(ArquillianExtension.class)
class OutboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    private Settings settings;

    @Inject
    private Outbox outbox;

    @Inject
    private Deliveries deliveries;

    @Inject
    private DeliveryWork work;

    @Inject
    private Clock clock;

    @Inject
    private TestTransaction transaction;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private final Map<String, Dataset> stored = new ConcurrentHashMap<>();
    private volatile DimseStatus answer = DimseStatus.SUCCESS;

    @Test
    void deliversWhatWasCommittedAtOnce() throws Exception {
        try (DimseServer pacs = pacs()) {
            assertThat(pacs.port()).isPositive();
            Dataset document = document(2_000_000);
            enqueue(document);
            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
            assertThat(stored.get(uid(document))).isEqualTo(document);
            assertThat(delivery(document).attempts()).isEqualTo(1);
        }
    }

    @Test
    void forgetsWhatWasRolledBack() throws Exception {
        Dataset document = document(100);
        assertThatThrownBy(() -> transaction.run(() -> {
                    outbox.store(document, "test", "test " + TestPacs.uid(document));
                    throw new IOException("rolled back");
                }))
                .hasMessageContaining("rolled back");
        assertThat(deliveries.newest(Optional.empty(), Optional.empty(), 1000))
                .noneMatch(delivery -> delivery.sopInstanceUid().equals(uid(document)));
    }

    @Test
    void keepsTryingUntilThePacsIsBack() throws Exception {
        Dataset document = document(100);
        enqueue(document);
        await(() -> delivery(document).attempts() >= 1 && delivery(document).state() == DeliveryState.WAITING);
        assertThat(delivery(document).problem()).isNotBlank();
        try (DimseServer pacs = pacs()) {
            assertThat(pacs.port()).isPositive();
            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
        }
        assertThat(stored).containsKey(uid(document));
    }

    @Test
    void showsWhatThePacsRefusesForGoodAndSendsItAgainOnDemand() throws Exception {
        try (DimseServer pacs = pacs()) {
            assertThat(pacs.port()).isPositive();
            answer = DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS;
            Dataset document = document(100);
            enqueue(document);
            await(() -> delivery(document).state() == DeliveryState.FAILED);
            assertThat(delivery(document).problem()).contains("A900H");
            answer = DimseStatus.SUCCESS;
            assertThat(deliveries.resend(delivery(document).id())).isPresent();
            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
        }
    }

    @Test
    void triesALoneRefusedDocumentBeforeItIsDueByItself() throws Exception {
        try (DimseServer pacs = pacs()) {
            assertThat(pacs.port()).isPositive();
            answer = DimseStatus.PROCESSING_FAILURE;
            Dataset document = document(100);
            enqueue(document);
            await(() -> delivery(document).attempts() >= 1 && putOff(document, Duration.ofMinutes(10)));
            answer = DimseStatus.SUCCESS;
            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
        }
    }

    @Test
    void doesNotWaitForATimeThatAClockSetBackLeftFarOff() throws Exception {
        Dataset document = document(100);
        enqueue(document);
        await(() -> putOff(document, Duration.ofHours(1)));
        try (DimseServer pacs = pacs()) {
            assertThat(pacs.port()).isPositive();
            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
        }
    }

    @Test
    void sendsAtOnceAfterAStartWhatAKilledProcessWasSending() throws Exception {
        Dataset document = document(100);
        try (DimseServer pacs = pacs()) {
            assertThat(pacs.port()).isPositive();
            enqueue(document);
            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
            stored.clear();
            change(document, "update delivery set state = 'SENDING', next_attempt_at = ?", Duration.ofSeconds(80));

            work.start();

            await(() -> delivery(document).state() == DeliveryState.DELIVERED);
            assertThat(stored).containsKey(uid(document));
        }
    }

    private boolean putOff(Dataset document, Duration time) {
        return delivery(document).state() == DeliveryState.WAITING
                && change(document, "update delivery set next_attempt_at = ?", time) == 1;
    }

    private int change(Dataset document, String update, Duration later) {
        try (Connection connection = database.getConnection();
                PreparedStatement change =
                        connection.prepareStatement(update + ", version = version + 1 where sop_instance_uid = ?")) {
            change.setObject(1, clock.instant().plus(later).atOffset(ZoneOffset.UTC));
            change.setString(2, uid(document));
            return change.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void enqueue(Dataset document) throws Exception {
        transaction.run(() -> outbox.store(document, "test", "test " + TestPacs.uid(document)));
    }

    private Delivery delivery(Dataset document) {
        return deliveries.newest(Optional.empty(), Optional.empty(), 1000).stream()
                .filter(delivery -> delivery.sopInstanceUid().equals(uid(document)))
                .findFirst()
                .orElseThrow();
    }

    private DimseServer pacs() throws IOException {
        RemoteAe pacs = RemoteAe.parse(settings.text("confluens.pacs"));
        return DimseServer.builder()
                .bind("127.0.0.1", pacs.port())
                .ae(
                        pacs.aeTitle(),
                        List.of(new ServiceOffer(
                                Set.of(UID.ComprehensiveSRStorage), List.of(UID.ExplicitVRLittleEndian), (StoreHandler)
                                        this::store)))
                .start();
    }

    private DimseStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        stored.put(
                request.sopInstanceUid(),
                DatasetReader.read(dataSet, request.transferSyntax(), ReadOptions.keepEverything())
                        .dataset());
        return answer;
    }

    private static String uid(Dataset document) {
        return document.string(Tag.SOPInstanceUID, "");
    }

    private static Dataset document(int bytes) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.StudyInstanceUID, Uids.create())
                .putBytes(Tag.EncapsulatedDocument, VR.OB, new byte[bytes])
                .build();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
