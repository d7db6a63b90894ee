package org.confluens.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(new Random(42), Duration.ofMinutes(1));

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongestPause() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            Duration expected = Duration.ofSeconds(1L << attempt);
            assertThat(policy.pause(attempt))
                    .isBetween(
                            expected.multipliedBy(8).dividedBy(10),
                            expected.multipliedBy(12).dividedBy(10));
        }
        assertThat(policy.pause(10_000)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
    }

    @Test
    void spreadsWhatFailedTogether() {
        assertThat(policy.pause(5)).isNotEqualTo(policy.pause(5));
    }
}
