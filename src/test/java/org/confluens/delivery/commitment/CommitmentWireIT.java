package org.confluens.delivery.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.delivery.send.TestPacs;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage commitment with a PACS on the other end of the wire, which reports on associations of its own (PS3.4 annex J). */
@ExtendWith(ArquillianExtension.class)
class CommitmentWireIT {

    private static final int COMMITTED = 1;
    private static final int FAILURES = 2;

    @Inject
    private Settings settings;

    @Inject
    private Outbox outbox;

    @Inject
    private Deliveries deliveries;

    @Inject
    private CommitmentWork work;

    @Inject
    private CommitmentRefusals refusals;

    @Inject
    private Clock clock;

    @Inject
    private TestTransaction transaction;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private TestPacs pacs;

    @BeforeEach
    void start() throws IOException {
        RemoteAe address = RemoteAe.parse(settings.text("confluens.pacs"));
        pacs = new TestPacs(address.aeTitle(), address.port());
    }

    @AfterEach
    void stop() throws IOException {
        pacs.close();
    }

    @Test
    void sendsAgainWhatThePacsLostAndAsksAgainUntilItKeepsIt() throws Exception {
        Dataset document = delivered();
        String lost = asked(document);

        assertThat(report(FAILURES, lost, Set.of(), Map.of(document, 0x0112))).isEqualTo(DimseStatus.SUCCESS);
        assertThat(report(FAILURES, lost, Set.of(), Map.of(document, 0x0112)))
                .as("the same report once more")
                .isEqualTo(DimseStatus.SUCCESS);
        assertThat(delivery(document).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(delivery(document).commitmentProblem()).contains("0112H");
        assertThat(delivery(document).nextAttemptAt())
                .isBetween(
                        clock.instant().plus(Duration.ofSeconds(30)),
                        clock.instant().plus(Duration.ofSeconds(61)));
        change(document, "next_attempt_at", Duration.ZERO);
        TestPacs.await(() -> pacs.stores(document) == 2 && delivery(document).state() == DeliveryState.DELIVERED);

        String kept = asked(document);
        assertThat(kept).isNotEqualTo(lost);
        assertThat(report(COMMITTED, kept, Set.of(document), Map.of())).isEqualTo(DimseStatus.SUCCESS);
        assertThat(delivery(document).commitment()).isEqualTo(CommitmentState.COMMITTED);
        assertThat(delivery(document).commitmentProblem()).isEmpty();
    }

    @Test
    void showsAPersonWhatThePacsLosesAgainAndAgain() throws Exception {
        Dataset document = delivered();
        for (int failure = 1; failure <= 5; failure++) {
            long sent = failure;
            TestPacs.await(
                    () -> pacs.stores(document) == sent && delivery(document).state() == DeliveryState.DELIVERED);
            report(FAILURES, asked(document), Set.of(), Map.of(document, 0x0112));
            if (failure < 5) {
                change(document, "next_attempt_at", Duration.ZERO);
            }
        }

        assertThat(delivery(document).commitment()).isEqualTo(CommitmentState.FAILED);
        assertThat(delivery(document).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(deliveries.newest(Optional.empty(), Optional.of(CommitmentState.FAILED), 1000))
                .extracting(Delivery::sopInstanceUid)
                .contains(TestPacs.uid(document));
        deliveries.resend(delivery(document).id());
        TestPacs.await(() -> pacs.stores(document) == 6 && delivery(document).state() == DeliveryState.DELIVERED);
        report(COMMITTED, asked(document), Set.of(document), Map.of());
        assertThat(delivery(document).commitment()).isEqualTo(CommitmentState.COMMITTED);
    }

    @Test
    void tellsPartsOfARequestApartAndRefusesATransactionThatIsNoneOfOurs() throws Exception {
        Dataset kept = delivered();
        Dataset conflicting = delivered();
        Dataset busy = delivered();
        Dataset unnamed = delivered();
        String transactionUid = asked(kept, conflicting, busy, unnamed);

        assertThat(report(FAILURES, Uids.create(), Set.of(), Map.of(kept, 0x0112)))
                .isEqualTo(DimseStatus.INVALID_ARGUMENT_VALUE);
        assertThat(delivery(kept).commitment()).isEqualTo(CommitmentState.REQUESTED);
        report(FAILURES, transactionUid, Set.of(kept), Map.of(conflicting, 0x0119, busy, 0x0110));

        assertThat(delivery(kept).commitment()).isEqualTo(CommitmentState.COMMITTED);
        assertThat(delivery(conflicting).commitment()).isEqualTo(CommitmentState.FAILED);
        assertThat(delivery(busy).commitment()).isEqualTo(CommitmentState.NONE);
        assertThat(delivery(busy).state()).as("asked for again, not sent").isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivery(unnamed).commitment()).isEqualTo(CommitmentState.REQUESTED);
        assertThat(pacs.stores(busy)).isEqualTo(1);
        assertThat(asked(busy)).isNotEqualTo(transactionUid);
    }

    @Test
    void asksAgainWhereTheRequestIsRefusedOrNoReportComes() throws Exception {
        Dataset document = delivered();
        pacs.answerQuestions(DimseStatus.RESOURCE_LIMITATION);
        String refused = asked(document);
        TestPacs.await(() -> delivery(document).commitment() == CommitmentState.NONE);

        pacs.answerQuestions(DimseStatus.SUCCESS);
        String silent = asked(document);
        assertThat(silent).isNotEqualTo(refused);
        TestPacs.await(() -> delivery(document).commitment() == CommitmentState.REQUESTED);
        change(document, "commitment_at", Duration.ofHours(25));
        TestPacs.await(() -> {
            work.ask(() -> {});
            return delivery(document).commitment() == CommitmentState.NONE;
        });

        assertThat(delivery(document).commitmentProblem()).contains("did not answer");
        assertThat(asked(document)).isNotIn(refused, silent);
    }

    /** 0118H no such SOP class, 0122H not supported, 0124H not authorized, 0211H unrecognized operation (PS3.7 annex C). */
    @ParameterizedTest
    @ValueSource(ints = {0x0118, 0x0122, 0x0124, 0x0211})
    void whatIsRefusedForGoodIsNotOfferedAndAskedAgainOnlyByAPerson(int status) throws Exception {
        String address = settings.text("confluens.pacs");
        refusals.forget(address);
        Dataset document = delivered();
        pacs.answerQuestions(DimseStatus.of(status));
        try {
            asked(document);
            TestPacs.await(() -> delivery(document).commitment() == CommitmentState.NOT_OFFERED);
            int questions = pacs.transactions(document).size();
            change(document, "next_attempt_at", Duration.ofMinutes(1));
            work.ask(() -> {});
            work.ask(() -> {});

            assertThat(pacs.transactions(document)).hasSize(questions);
            assertThat(refusals.of(address)).isPresent();

            pacs.answerQuestions(DimseStatus.SUCCESS);
            refusals.forget(address);
            String transaction = asked(document);
            report(COMMITTED, transaction, Set.of(document), Map.of());
            assertThat(delivery(document).commitment()).isEqualTo(CommitmentState.COMMITTED);
        } finally {
            refusals.forget(address);
        }
    }

    /** A document that the PACS has had for a while. */
    private Dataset delivered() throws Exception {
        Dataset document = TestPacs.report();
        transaction.run(() -> outbox.store(document, "test", "test " + TestPacs.uid(document)));
        TestPacs.await(() -> delivery(document).state() == DeliveryState.DELIVERED);
        return document;
    }

    /** Has the PACS asked for all of the documents in one request now, whatever was asked before; gives the transaction. */
    private String asked(Dataset... documents) throws SQLException {
        String places = String.join(", ", Collections.nCopies(documents.length, "?"));
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update delivery set delivered_at = ?, next_attempt_at = ?, commitment = 'NONE',"
                                + " commitment_uid = '', version = version + 1 where sop_instance_uid in (" + places
                                + ")")) {
            Object past = clock.instant().minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC);
            update.setObject(1, past);
            update.setObject(2, past);
            for (int i = 0; i < documents.length; i++) {
                update.setString(3 + i, TestPacs.uid(documents[i]));
            }
            assertThat(update.executeUpdate()).isEqualTo(documents.length);
        }
        work.ask(() -> {});
        TestPacs.await(() -> pacs.transactions(documents[0]).contains(transaction(documents[0])));
        return transaction(documents[0]);
    }

    private String transaction(Dataset document) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select commitment_uid from delivery where sop_instance_uid = ?")) {
            select.setString(1, TestPacs.uid(document));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private DimseStatus report(
            int eventType, String transactionUid, Set<Dataset> committed, Map<Dataset, Integer> failed)
            throws IOException {
        Dataset information = Dataset.builder()
                .put(Tag.TransactionUID, transactionUid)
                .putItems(
                        Tag.ReferencedSOPSequence,
                        committed.stream().map(one -> instance(one).build()).toList())
                .putItems(
                        Tag.FailedSOPSequence,
                        failed.entrySet().stream()
                                .map(one -> instance(one.getKey())
                                        .putInt(Tag.FailureReason, one.getValue())
                                        .build())
                                .toList())
                .build();
        RemoteAe us = new RemoteAe(
                settings.text("confluens.dicom.ae-title"), "127.0.0.1", settings.integer("confluens.dicom.port"));
        List<PresentationRequest> contexts =
                List.of(PresentationRequest.of(UID.StorageCommitmentPushModel, UID.ExplicitVRLittleEndian)
                        .scp());
        try (ClientAssociation association = DimseClient.open("PACS", us, contexts, ClientOptions.defaults())) {
            return association
                    .nEventReport(
                            UID.StorageCommitmentPushModel,
                            UID.StorageCommitmentPushModelInstance,
                            eventType,
                            information)
                    .status();
        }
    }

    private static Dataset.Builder instance(Dataset document) {
        return Dataset.builder()
                .put(Tag.ReferencedSOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.ReferencedSOPInstanceUID, TestPacs.uid(document));
    }

    private Delivery delivery(Dataset document) {
        return deliveries.newest(Optional.empty(), Optional.empty(), 1000).stream()
                .filter(delivery -> delivery.sopInstanceUid().equals(TestPacs.uid(document)))
                .findFirst()
                .orElseThrow();
    }

    /** Moves a moment of a delivery into the past. */
    private void change(Dataset document, String column, Duration ago) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update delivery set " + column + " = ?, version = version + 1 where sop_instance_uid = ?")) {
            update.setObject(1, clock.instant().minus(ago).atOffset(ZoneOffset.UTC));
            update.setString(2, TestPacs.uid(document));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
