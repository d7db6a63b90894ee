package org.confluens.delivery.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.send.TestDeliveries;
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

/** Storage commitment with a PACS on the other end of the wire, which reports on associations of its own (PS3.4 annex J). */
@ExtendWith(ArquillianExtension.class)
class CommitmentWireIT {

    private static final int COMMITTED = 1;
    private static final int FAILURES = 2;

    /** No such SOP class, not supported, not authorized, unrecognized operation (PS3.7 annex C). */
    private static final List<Integer> REFUSED_FOR_GOOD = List.of(0x0118, 0x0122, 0x0124, 0x0211);

    @Inject
    private Settings settings;

    @Inject
    private Deliveries deliveries;

    @Inject
    private CommitmentWork work;

    @Inject
    private CommitmentRefusals refusals;

    @Inject
    private Clock clock;

    @Inject
    private TestDeliveries left;

    private TestPacs pacs;

    @BeforeEach
    void start() throws IOException {
        pacs = left.pacs();
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
        assertThat(left.of(document).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(left.of(document).commitmentProblem()).contains("0112H");
        assertThat(left.of(document).nextAttemptAt())
                .isBetween(
                        clock.instant().plus(Duration.ofSeconds(30)),
                        clock.instant().plus(Duration.ofSeconds(61)));
        left.move(document, "next_attempt_at", Duration.ZERO);
        TestPacs.await(() -> pacs.stores(document) == 2 && left.of(document).state() == DeliveryState.DELIVERED);

        String kept = asked(document);
        assertThat(kept).isNotEqualTo(lost);
        assertThat(report(COMMITTED, kept, Set.of(document), Map.of())).isEqualTo(DimseStatus.SUCCESS);
        assertThat(left.of(document).commitment()).isEqualTo(CommitmentState.COMMITTED);
        assertThat(left.of(document).commitmentProblem()).isEmpty();
    }

    @Test
    void showsAPersonWhatThePacsLosesAgainAndAgain() throws Exception {
        Dataset document = delivered();
        for (int failure = 1; failure <= 5; failure++) {
            long sent = failure;
            TestPacs.await(
                    () -> pacs.stores(document) == sent && left.of(document).state() == DeliveryState.DELIVERED);
            report(FAILURES, asked(document), Set.of(), Map.of(document, 0x0112));
            if (failure < 5) {
                left.move(document, "next_attempt_at", Duration.ZERO);
            }
        }

        assertThat(left.of(document).commitment()).isEqualTo(CommitmentState.FAILED);
        assertThat(left.of(document).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(deliveries.newest(Optional.empty(), Optional.of(CommitmentState.FAILED), 1000))
                .extracting(Delivery::sopInstanceUid)
                .contains(TestPacs.uid(document));
        deliveries.resend(left.of(document).id());
        TestPacs.await(() -> pacs.stores(document) == 6 && left.of(document).state() == DeliveryState.DELIVERED);
        report(COMMITTED, asked(document), Set.of(document), Map.of());
        assertThat(left.of(document).commitment()).isEqualTo(CommitmentState.COMMITTED);
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
        assertThat(left.of(kept).commitment()).isEqualTo(CommitmentState.REQUESTED);
        report(FAILURES, transactionUid, Set.of(kept), Map.of(conflicting, 0x0119, busy, 0x0110));

        assertThat(left.of(kept).commitment()).isEqualTo(CommitmentState.COMMITTED);
        assertThat(left.of(conflicting).commitment()).isEqualTo(CommitmentState.FAILED);
        assertThat(left.of(busy).commitment()).isEqualTo(CommitmentState.NONE);
        assertThat(left.of(busy).state()).as("asked for again, not sent").isEqualTo(DeliveryState.DELIVERED);
        assertThat(left.of(unnamed).commitment()).isEqualTo(CommitmentState.REQUESTED);
        assertThat(pacs.stores(busy)).isEqualTo(1);
        assertThat(asked(busy)).isNotEqualTo(transactionUid);
    }

    @Test
    void asksAgainWhereTheRequestIsRefusedOrNoReportComes() throws Exception {
        Dataset document = delivered();
        pacs.answerQuestions(DimseStatus.RESOURCE_LIMITATION);
        String refused = asked(document);
        TestPacs.await(() -> left.of(document).commitment() == CommitmentState.NONE);

        pacs.answerQuestions(DimseStatus.SUCCESS);
        String silent = asked(document);
        assertThat(silent).isNotEqualTo(refused);
        TestPacs.await(() -> left.of(document).commitment() == CommitmentState.REQUESTED);
        left.move(document, "commitment_at", Duration.ofHours(-25));
        TestPacs.await(() -> {
            work.ask(() -> {});
            return left.of(document).commitment() == CommitmentState.NONE;
        });

        assertThat(left.of(document).commitmentProblem()).contains("did not answer");
        assertThat(asked(document)).isNotIn(refused, silent);
    }

    /** No parameterized test: the container would run all of its cases for each of them. */
    @Test
    void whatIsRefusedForGoodIsNotOfferedAndAskedAgainOnlyByAPerson() throws Exception {
        Dataset document = delivered();
        Dataset next = delivered();
        refusals.forget(left.destination());
        try {
            int asked = 0;
            pacs.answerQuestions(DimseStatus.of(REFUSED_FOR_GOOD.get(0)));
            makeDue(document, next);
            for (int status : REFUSED_FOR_GOOD) {
                pacs.answerQuestions(DimseStatus.of(status));
                refusals.forget(left.destination());
                work.ask(() -> {});
                TestPacs.await(() -> left.of(document).commitment() == CommitmentState.NOT_OFFERED
                        && left.of(next).commitment() == CommitmentState.NOT_OFFERED);
                assertThat(refusals.of(left.destination()).orElseThrow().problem())
                        .contains(DimseStatus.of(status).toString());
                asked++;
                makeDue(next);
                work.ask(() -> {});
                assertThat(left.of(next).commitment()).isEqualTo(CommitmentState.NONE);
                assertThat(pacs.transactions(document)).hasSize(asked);
                assertThat(pacs.transactions(next)).hasSize(asked);
            }
            pacs.answerQuestions(DimseStatus.SUCCESS);
            refusals.forget(left.destination());
            report(COMMITTED, asked(document), Set.of(document), Map.of());
            assertThat(left.of(document).commitment()).isEqualTo(CommitmentState.COMMITTED);
        } finally {
            refusals.forget(left.destination());
        }
    }

    /** A document that the PACS has had for a while. */
    private Dataset delivered() throws Exception {
        Dataset document = TestPacs.report();
        left.leave(document);
        left.awaitDelivered(document);
        return document;
    }

    /** Has the PACS asked for all of the documents in one request now, whatever was asked before; gives the transaction. */
    private String asked(Dataset... documents) {
        makeDue(documents);
        work.ask(() -> {});
        TestPacs.await(() -> pacs.transactions(documents[0]).contains(transaction(documents[0])));
        return transaction(documents[0]);
    }

    /** As if they had been delivered a minute ago, and never asked for. */
    private void makeDue(Dataset... documents) {
        Object past = clock.instant().minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC);
        String places = String.join(", ", Collections.nCopies(documents.length, "?"));
        Stream<Object> uids = Arrays.stream(documents).map(TestPacs::uid);
        int changed = left.update(
                "update delivery set delivered_at = ?, next_attempt_at = ?, commitment = 'NONE', commitment_uid = '',"
                        + " version = version + 1 where sop_instance_uid in (" + places + ")",
                Stream.concat(Stream.of(past, past), uids).toArray());
        assertThat(changed).isEqualTo(documents.length);
    }

    private String transaction(Dataset document) {
        return left.text("select commitment_uid from delivery where sop_instance_uid = ?", TestPacs.uid(document));
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
}
