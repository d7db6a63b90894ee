package org.confluens.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.confluens.delivery.SendResult.Kind;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(new Random(42));

    @Test
    void waitsTwiceAsLongEachTimeUpToTenMinutes() {
        for (int attempt = 1; attempt <= 9; attempt++) {
            Duration expected = Duration.ofSeconds(1L << attempt);
            assertThat(policy.pause(Kind.LATER, attempt).orElseThrow())
                    .isBetween(
                            expected.multipliedBy(8).dividedBy(10),
                            expected.multipliedBy(12).dividedBy(10));
        }
        assertThat(policy.pause(Kind.LATER, 10_000).orElseThrow())
                .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
    }

    @Test
    void spreadsWhatFailedTogether() {
        assertThat(policy.pause(Kind.LATER, 5)).isNotEqualTo(policy.pause(Kind.LATER, 5));
    }

    @Test
    void asksAReceiverThatRefusesAFewTimesOnly() {
        assertThat(policy.pause(Kind.REFUSED, 4)).isPresent();
        assertThat(policy.pause(Kind.REFUSED, 5)).isEmpty();
    }

    @Test
    void neverAsksAgainWhatCanNeverBeTaken() {
        assertThat(policy.pause(Kind.NEVER, 1)).isEmpty();
    }
}
