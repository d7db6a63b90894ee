package org.confluens.delivery.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.Caller;
import org.confluens.dicom.dimse.DimseException;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.NormalizedRequest;
import org.junit.jupiter.api.Test;

class CommitmentReportsTest {

    private final List<CommitmentResult> results = new ArrayList<>();
    private final CommitmentReports reports =
            new CommitmentReports(result -> result.transactionUid().equals("1.2.99") && results.add(result));

    @Test
    void tellsWhatIsSafeAndWhatIsNot() throws DimseException {
        reports.eventReport(request(2, report("1.2.99", List.of("1.1", "1.2"), List.of("1.3"))));
        assertThat(results).containsExactly(new CommitmentResult("1.2.99", Set.of("1.1", "1.2"), Map.of("1.3", 0)));
    }

    @Test
    void refusesATransactionThatIsNoneOfOurs() {
        assertRefused(request(1, report("1.2.98", List.of("1.1"), List.of())), DimseStatus.INVALID_ARGUMENT_VALUE);
        assertRefused(request(1, Dataset.empty()), DimseStatus.INVALID_ARGUMENT_VALUE);
    }

    @Test
    void refusesAnEventThatDoesNotExist() {
        assertRefused(request(3, report("1.2.99", List.of("1.1"), List.of())), DimseStatus.NO_SUCH_EVENT_TYPE);
    }

    private void assertRefused(NormalizedRequest request, DimseStatus status) {
        assertThatThrownBy(() -> reports.eventReport(request))
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status()).isEqualTo(status));
        assertThat(results).isEmpty();
    }

    private static NormalizedRequest request(int eventType, Dataset information) {
        Caller pacs =
                new Caller("PACS", "CONFLUENS", InetAddress.getLoopbackAddress(), Optional.empty(), Optional.empty());
        return new NormalizedRequest(
                pacs,
                UID.StorageCommitmentPushModel,
                UID.StorageCommitmentPushModelInstance,
                eventType,
                List.of(),
                information);
    }

    private static Dataset report(String transaction, List<String> committed, List<String> failed) {
        return Dataset.builder()
                .put(Tag.TransactionUID, transaction)
                .putItems(Tag.ReferencedSOPSequence, items(committed))
                .putItems(Tag.FailedSOPSequence, items(failed))
                .build();
    }

    private static List<Dataset> items(List<String> uids) {
        return uids.stream()
                .map(uid ->
                        Dataset.builder().put(Tag.ReferencedSOPInstanceUID, uid).build())
                .toList();
    }
}
