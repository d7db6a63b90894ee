package org.confluens.delivery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.delivery.send.TestPacs;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
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
    private static final String STEP = "PAGE7003";

    @ArquillianResource
    private URI address;

    @Inject
    private Settings settings;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    @Inject
    private TestTransaction transaction;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Test
    @Order(1)
    void somethingWaits() throws Exception {
        RemoteAe address = RemoteAe.parse(settings.text("confluens.pacs"));
        try (TestPacs pacs = new TestPacs(address.aeTitle(), address.port())) {
            Dataset report = TestPacs.report().toBuilder()
                    .put(Tag.SOPInstanceUID, UNCONFIRMED)
                    .build();
            transaction.run(() -> outbox.store(report, "test", "test " + TestPacs.uid(report)));
            TestPacs.await(() -> text("select state from delivery where sop_instance_uid = '" + UNCONFIRMED + "'")
                    .equals("DELIVERED"));
            assertThat(pacs.stores(report)).isEqualTo(1);
        }
        change(
                "update delivery set commitment = 'FAILED', commitment_problem = 'the PACS does not have it',"
                        + " version = version + 1 where sop_instance_uid = ?",
                UNCONFIRMED);
        storeDocument();
        TestPacs.await(() -> !text("select state from intake_document where sop_instance_uid = '" + DOCUMENT + "'")
                .matches("|WAITING"));
        change(
                "update intake_document set state = 'FAILED', attempts = 10, problem = 'broken'"
                        + " where sop_instance_uid = ?",
                DOCUMENT);
        change(
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
    void isDueAgain() {
        assertThat(text("select state from delivery where sop_instance_uid = '" + UNCONFIRMED + "'"))
                .isIn("WAITING", "SENDING");
        TestPacs.await(() -> !text("select state from intake_document where sop_instance_uid = '" + DOCUMENT + "'")
                .matches("WAITING|FAILED"));
        assertThat(text("select count(*) from worklist_publication where step_id = '" + STEP
                        + "' and next_attempt <= current_timestamp"))
                .isEqualTo("1");
        change("delete from worklist_publication where step_id = ?", STEP);
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

    private String text(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void change(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
