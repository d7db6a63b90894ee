package org.confluens.delivery.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitmentFailureTest {

    /** The failure reasons of PS3.3 C.14.1.1, one that it does not have, and none. */
    @ParameterizedTest
    @CsvSource({
        "0x0112, SEND_AGAIN",
        "0x0110, ASK_AGAIN",
        "0x0213, ASK_AGAIN",
        "0x0131, ASK_AGAIN",
        "0xC123, ASK_AGAIN",
        "0x0000, ASK_AGAIN",
        "0x0119, NONE",
        "0x0122, NONE"
    })
    void saysWhatMayHelp(String reason, CommitmentFailure.Remedy remedy) {
        CommitmentFailure failure = CommitmentFailure.of(Integer.decode(reason));

        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.problem()).contains(reason.substring(2) + "H");
    }

    @Test
    void triesFourTimesMoreEachAfterTwiceAsLong() {
        CommitmentFailure lost = CommitmentFailure.of(0x0112);

        assertThat(lost.pause(1)).contains(Duration.ofMinutes(1));
        assertThat(lost.pause(2)).contains(Duration.ofMinutes(2));
        assertThat(lost.pause(4)).contains(Duration.ofMinutes(8));
        assertThat(lost.pause(5)).isEmpty();
        assertThat(CommitmentFailure.of(0x0122).pause(1)).isEmpty();
    }

    @Test
    void isReadFromTheReportAndOutweighsAConfirmationOfTheSameDocument() {
        CommitmentResult result = CommitmentResult.of(Dataset.builder()
                        .put(Tag.TransactionUID, "1.2.99")
                        .putItems(
                                Tag.ReferencedSOPSequence,
                                instance("1.1").build(),
                                instance("1.2").build())
                        .putItems(
                                Tag.FailedSOPSequence,
                                instance("1.2")
                                        .putInt(Tag.FailureReason, 0x0112)
                                        .build(),
                                instance("1.3").build())
                        .build())
                .orElseThrow();

        assertThat(result.committed()).isEqualTo(Set.of("1.1", "1.2"));
        assertThat(result.failed()).isEqualTo(Map.of("1.2", 0x0112, "1.3", 0));
        assertThat(result.failure("1.1")).isEmpty();
        assertThat(result.failure("1.2")).contains(CommitmentFailure.of(0x0112));
        assertThat(result.failure("1.3")).contains(CommitmentFailure.of(0));
    }

    private static Dataset.Builder instance(String uid) {
        return Dataset.builder().put(Tag.ReferencedSOPInstanceUID, uid);
    }
}
