package org.confluens.delivery.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.confluens.delivery.outbox.CommitmentState;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseStatus;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the question whether the PACS keeps a document safe, when its answer is not simply yes (PS3.4 J.3). */
@ExtendWith(ArquillianExtension.class)
class CommitmentsIT {

    /** No PACS of the service, so that only this test asks. */
    private static final String DESTINATION = "COMMIT_TEST@" + Uids.create();

    private static final AtomicLong IDS = new AtomicLong(-1);

    @Inject
    private Commitments commitments;

    @Inject
    private Clock clock;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Test
    void notesWhatIsKeptAndWhatIsNotAndWaitsForWhatTheAnswerLeavesOut() throws SQLException {
        String kept = delivered();
        String lost = delivered();
        String unnamed = delivered();
        CommitmentRequest request = commitments.claim(DESTINATION).orElseThrow();
        assertThat(request.references())
                .extracting(CommitmentRequest.Reference::sopInstanceUid)
                .containsExactlyInAnyOrder(kept, lost, unnamed);

        boolean ours = commitments.settle(new CommitmentResult(
                request.transactionUid(), Set.of(kept), Map.of(lost, DimseStatus.CLASS_INSTANCE_CONFLICT.code())));

        assertThat(ours).isTrue();
        assertThat(List.of(state(kept), state(lost), state(unnamed)))
                .containsExactly(CommitmentState.COMMITTED, CommitmentState.FAILED, CommitmentState.REQUESTED);
    }

    @Test
    void asksAgainWhenAnAnswerNeverCameAndTakesItWhenItComesAllTheSame() throws SQLException {
        String document = delivered();
        CommitmentRequest request = commitments.claim(DESTINATION).orElseThrow();
        commitments.expire();
        assertThat(state(document)).isEqualTo(CommitmentState.REQUESTED);
        askedAgo(document, Duration.ofHours(25));

        commitments.expire();
        assertThat(state(document)).isEqualTo(CommitmentState.NONE);

        commitments.settle(new CommitmentResult(request.transactionUid(), Set.of(document), Map.of()));
        assertThat(state(document)).isEqualTo(CommitmentState.COMMITTED);
    }

    @Test
    void asksAgainUnderANewTransactionAfterARequestThatDidNotGetThrough() throws SQLException {
        String document = delivered();
        CommitmentRequest request = commitments.claim(DESTINATION).orElseThrow();

        commitments.takeBack(request, CommitmentState.NONE);
        assertThat(commitments.claim(DESTINATION)).as("not at once").isEmpty();
        askedAgo(document, Duration.ofMinutes(2));
        CommitmentRequest again = commitments.claim(DESTINATION).orElseThrow();

        assertThat(again.transactionUid()).isNotEqualTo(request.transactionUid());
        assertThat(commitments.settle(new CommitmentResult(request.transactionUid(), Set.of(document), Map.of())))
                .as("the old transaction is none of ours any more")
                .isFalse();
        assertThat(state(document)).isEqualTo(CommitmentState.REQUESTED);
    }

    @Test
    void doesNotTakeBackWhatWasAnsweredMeanwhile() throws SQLException {
        String document = delivered();
        CommitmentRequest request = commitments.claim(DESTINATION).orElseThrow();
        commitments.settle(new CommitmentResult(request.transactionUid(), Set.of(document), Map.of()));

        commitments.takeBack(request, CommitmentState.NONE);

        assertThat(state(document)).isEqualTo(CommitmentState.COMMITTED);
    }

    /** The identifier of a document that was delivered a minute ago; what other tests left is out of the way. */
    private String delivered() throws SQLException {
        String uid = Uids.create();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into delivery (id, reference,"
                        + " sop_class_uid, sop_instance_uid, study_instance_uid, destination, state, created_at,"
                        + " next_attempt_at, delivered_at, attempts, problem, commitment, commitment_uid, version)"
                        + " values (?, 'test', ?, ?, ?, ?, 'DELIVERED', ?, ?, ?, 1, '', 'NONE', '', 0)")) {
            Object then = clock.instant().minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC);
            insert.setLong(1, IDS.getAndDecrement());
            insert.setString(2, UID.ComprehensiveSRStorage);
            insert.setString(3, uid);
            insert.setString(4, Uids.create());
            insert.setString(5, DESTINATION);
            insert.setObject(6, then);
            insert.setObject(7, then);
            insert.setObject(8, then);
            insert.executeUpdate();
        }
        return uid;
    }

    private void askedAgo(String document, Duration ago) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update delivery set commitment_at = ?, next_attempt_at = ?, version = version + 1"
                                + " where sop_instance_uid = ?")) {
            update.setObject(1, clock.instant().minus(ago).atOffset(ZoneOffset.UTC));
            update.setObject(2, clock.instant().minus(ago).atOffset(ZoneOffset.UTC));
            update.setString(3, document);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private CommitmentState state(String document) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select commitment from delivery where sop_instance_uid = ?")) {
            select.setString(1, document);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return CommitmentState.valueOf(row.getString(1));
            }
        }
    }
}
