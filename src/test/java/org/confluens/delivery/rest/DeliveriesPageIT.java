package org.confluens.delivery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.send.TestDeliveries;
import org.confluens.delivery.send.TestPacs;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.peer.Browser;
import org.confluens.peer.NeedsPeer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits for somebody is seen on the page of deliveries and tried again there: prepared and looked at in the server. */
@ExtendWith(ArquillianExtension.class)
@NeedsPeer({Browser.CHROMIUM, Browser.DRIVER})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveriesPageIT {

    private static final String UNCONFIRMED = "2.25.7001";
    private static final String DOCUMENT = "2.25.7002";
    private static final String REFUSED = "2.25.7007";
    private static final String STEP = "PAGE7003";

    @ArquillianResource
    private URI address;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private TestDeliveries left;

    @Test
    @Order(1)
    void somethingWaits() throws Exception {
        try (TestPacs pacs = left.pacs()) {
            Dataset report = report(UNCONFIRMED);
            left.leave(report);
            left.awaitDelivered(report);
            assertThat(pacs.stores(report)).isEqualTo(1);
            Dataset refused = report(REFUSED);
            pacs.answer(refused, DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
            left.leave(refused);
            TestPacs.await(() -> left.of(refused).state() == DeliveryState.FAILED);
        }
        for (int i = 0; i < 3; i++) {
            left.leave(TestPacs.report());
        }
        TestPacs.await(() -> !left.works());
        left.update("delete from commitment_refusal");
        left.change(
                "insert into commitment_refusal (destination, refused_at, problem) values (?, ?, 'status 0122H')",
                left.destination(),
                clock.instant().atOffset(ZoneOffset.UTC));
        left.change(
                "update delivery set commitment = 'FAILED', commitment_problem = 'the PACS does not have it',"
                        + " version = version + 1 where sop_instance_uid = ?",
                UNCONFIRMED);
        storeDocument();
        TestPacs.await(() -> !left.text("select state from intake_document where sop_instance_uid = '" + DOCUMENT + "'")
                .matches("|WAITING"));
        left.change(
                "update intake_document set state = 'FAILED', attempts = 10, problem = 'broken'"
                        + " where sop_instance_uid = ?",
                DOCUMENT);
        left.change(
                "insert into worklist_publication (action, study_uid, step_id, attempts, next_attempt, problem)"
                        + " values ('PUT', '2.25.7004', ?, 3, ?, 'not reachable')",
                STEP,
                clock.instant().plus(Duration.ofMinutes(30)).atOffset(ZoneOffset.UTC));
    }

    @Test
    @Order(2)
    @RunAsClient
    void isSeenAndTriedAgain() {
        DeliveriesPage.tryEverythingAgain(address, UNCONFIRMED, STEP, DOCUMENT);
    }

    @Test
    @Order(3)
    @RunAsClient
    void tellsThatThePacsDoesNotWork() {
        DeliveriesPage.repairThePacs(address, REFUSED);
    }

    @Test
    @Order(4)
    void isDueAgainAndSentWhenThePacsWorks() throws Exception {
        assertThat(left.text("select state from delivery where sop_instance_uid = '" + UNCONFIRMED + "'"))
                .isIn("WAITING", "SENDING");
        TestPacs.await(() -> !left.text("select state from intake_document where sop_instance_uid = '" + DOCUMENT + "'")
                .matches("WAITING|FAILED"));
        assertThat(left.text("select count(*) from worklist_publication where step_id = '" + STEP
                        + "' and next_attempt <= current_timestamp"))
                .isEqualTo("1");
        left.change("delete from worklist_publication where step_id = ?", STEP);
        assertThat(left.text("select count(*) from commitment_refusal")).isEqualTo("0");
        try (TestPacs pacs = left.pacs()) {
            left.probe();
            left.awaitDelivered(report(UNCONFIRMED));
            left.awaitDelivered(report(REFUSED));
            TestPacs.await(left::works);
            assertThat(pacs.stores(report(REFUSED))).isEqualTo(1);
        }
    }

    private static Dataset report(String uid) {
        return TestPacs.report().toBuilder().put(Tag.SOPInstanceUID, uid).build();
    }

    private void storeDocument() throws Exception {
        RemoteAe us = new RemoteAe(
                settings.text("confluens.dicom.ae-title"), "127.0.0.1", settings.integer("confluens.dicom.port"));
        Dataset document = Dataset.builder()
                .put(Tag.SOPClassUID, UID.KeyObjectSelectionDocumentStorage)
                .put(Tag.SOPInstanceUID, DOCUMENT)
                .put(Tag.Modality, "KO")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "PAGE")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.StudyInstanceUID, "2.25.7005")
                .put(Tag.SeriesInstanceUID, "2.25.7006")
                .build();
        try (ClientAssociation association = DimseClient.open(
                "PACS",
                us,
                List.of(PresentationRequest.of(UID.KeyObjectSelectionDocumentStorage, UID.ExplicitVRLittleEndian)),
                ClientOptions.defaults())) {
            assertThat(association.store(document).status().code()).isZero();
        }
    }
}
