package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.confluens.app.TestTransaction;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.DimseStatus;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents on their way from a committed transaction to a PACS. */
@ExtendWith(ArquillianExtension.class)
class OutboxIT {

    @Inject
    private Outbox outbox;

    @Inject
    private Deliveries deliveries;

    @Inject
    private DeliveryWork work;

    @Inject
    private TestDeliveries left;

    @Inject
    private TestTransaction transaction;

    @Test
    void deliversWhatWasCommittedAtOnce() throws Exception {
        try (TestPacs pacs = left.pacs()) {
            Dataset document = TestPacs.report().toBuilder()
                    .putBytes(Tag.EncapsulatedDocument, VR.OB, new byte[2_000_000])
                    .build();
            left.leave(document);
            left.awaitDelivered(document);
            assertThat(pacs.stored(document)).contains(document);
            assertThat(left.of(document).attempts()).isEqualTo(1);
        }
    }

    @Test
    void forgetsWhatWasRolledBack() {
        Dataset document = TestPacs.report();
        assertThatThrownBy(() -> transaction.run(() -> {
                    outbox.store(document, "test", "test " + TestPacs.uid(document));
                    throw new IOException("rolled back");
                }))
                .hasMessageContaining("rolled back");
        assertThat(left.of(Set.of(TestPacs.uid(document)))).isEmpty();
    }

    @Test
    void keepsTryingUntilThePacsIsBack() throws Exception {
        Dataset document = TestPacs.report();
        left.leave(document);
        TestPacs.await(() -> left.of(document).attempts() >= 1 && waits(document));
        assertThat(left.of(document).problem()).isNotBlank();
        try (TestPacs pacs = left.pacs()) {
            left.awaitDelivered(document);
            assertThat(pacs.stored(document)).isPresent();
        }
    }

    @Test
    void showsWhatThePacsRefusesForGoodAndSendsItAgainOnDemand() throws Exception {
        try (TestPacs pacs = left.pacs()) {
            pacs.answer(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
            Dataset document = TestPacs.report();
            left.leave(document);
            TestPacs.await(() -> left.of(document).state() == DeliveryState.FAILED);
            assertThat(left.of(document).problem()).contains("A900H");
            pacs.answer(DimseStatus.SUCCESS);
            assertThat(deliveries.resend(left.of(document).id())).isPresent();
            left.awaitDelivered(document);
        }
    }

    @Test
    void triesALoneRefusedDocumentBeforeItIsDueByItself() throws Exception {
        try (TestPacs pacs = left.pacs()) {
            pacs.answer(DimseStatus.PROCESSING_FAILURE);
            Dataset document = TestPacs.report();
            left.leave(document);
            TestPacs.await(() -> left.of(document).attempts() >= 1 && putOff(document, Duration.ofMinutes(10)));
            pacs.answer(DimseStatus.SUCCESS);
            left.awaitDelivered(document);
        }
    }

    @Test
    void doesNotWaitForATimeThatAClockSetBackLeftFarOff() throws Exception {
        Dataset document = TestPacs.report();
        left.leave(document);
        TestPacs.await(() -> putOff(document, Duration.ofHours(1)));
        try (TestPacs pacs = left.pacs()) {
            left.awaitDelivered(document);
            assertThat(pacs.stored(document)).isPresent();
        }
    }

    @Test
    void sendsAtOnceAfterAStartWhatAKilledProcessWasSending() throws Exception {
        Dataset document = TestPacs.report();
        try (TestPacs pacs = left.pacs()) {
            left.leave(document);
            left.awaitDelivered(document);
            left.change(
                    "update delivery set state = 'SENDING', version = version + 1 where sop_instance_uid = ?",
                    TestPacs.uid(document));
            left.move(document, "next_attempt_at", Duration.ofSeconds(80));

            work.start();

            left.awaitDelivered(document);
            assertThat(pacs.stores(document)).isEqualTo(2);
        }
    }

    private boolean waits(Dataset document) {
        return left.of(document).state() == DeliveryState.WAITING;
    }

    private boolean putOff(Dataset document, Duration time) {
        boolean waits = waits(document);
        if (waits) {
            left.move(document, "next_attempt_at", time);
        }
        return waits;
    }
}
