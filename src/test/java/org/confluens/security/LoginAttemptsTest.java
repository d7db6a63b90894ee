package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

    private final AtomicLong now = new AtomicLong();
    private final LoginAttempts attempts = new LoginAttempts(now::get);

    @Test
    void slowsAfterAFewTriesAndNeverStops() {
        assertThat(taken("10.0.0.1", "sam", 100)).isEqualTo(20);
        assertThat(attempts.take("10.0.0.1", "sam"))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(3)));

        pass(Duration.ofSeconds(3));

        assertThat(taken("10.0.0.1", "sam", 100)).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(taken("10.0.0.1", "sam", 100)).isEqualTo(20);
    }

    @Test
    void slowsGuessesFromWhereTheNameWasLetInNoLessThanFromElsewhere() {
        attempts.take("10.0.0.1", "sam");
        attempts.succeeded("10.0.0.1", "sam");

        assertThat(taken("10.0.0.1", "sam", 100)).isEqualTo(20);
        pass(Duration.ofMinutes(1));
        assertThat(taken("10.0.0.1", "sam", 100)).isEqualTo(20);
        assertThat(taken("10.0.0.1", "sue", 1)).isEqualTo(1);
    }

    @Test
    void slowsProofsOfWhoIsLoggedInSoonerThanLoginsAndForNobodyElse() {
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += attempts.takeProof("sam").isEmpty() ? 1 : 0;
        }

        assertThat(taken).isEqualTo(10);
        assertThat(attempts.takeProof("sue")).isEmpty();
        assertThat(taken("10.0.0.1", "sam", 1)).isEqualTo(1);
        pass(Duration.ofSeconds(10));
        assertThat(attempts.takeProof("sam")).isEmpty();
        assertThat(attempts.takeProof("sam")).isPresent();
        attempts.proved("sam");
        assertThat(attempts.takeProof("sam")).isEmpty();
    }

    @Test
    void slowsAnAddressThatTriesManyNames() {
        int taken = 0;
        for (int i = 0; i < 500; i++) {
            taken += taken("10.0.0.1", "name" + i, 1);
        }

        assertThat(taken).isEqualTo(60);
        assertThat(taken("10.0.0.2", "name1", 1)).isEqualTo(1);
    }

    @Test
    void doesNotSlowWhoWasInFromHisAddressWhateverManyOthersTryWithTheName() {
        attempts.take("10.0.0.1", "sam");
        attempts.succeeded("10.0.0.1", "sam");
        for (int i = 0; i < 500; i++) {
            taken("10.1.0." + i, "sam", 10);
        }

        assertThat(taken("10.0.0.1", "sam", 50)).isEqualTo(20);
        assertThat(taken("10.0.0.1", "rita", 1)).isEqualTo(1);
    }

    @Test
    void locksNobodyOutOfAnAddressThatWasNeverSeenHoweverManyOthersTryTheName() {
        for (int i = 0; i < 200; i++) {
            taken("10.1.0." + i, "sam", 30);
        }

        assertThat(taken("10.0.0.1", "sam", 5)).isEqualTo(5);
        assertThat(taken("10.0.0.1", "sam", 1)).isZero();
    }

    @Test
    void slowsANameThatManyAddressesGoOnTrying() {
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            taken += taken("10.1.0." + i, "sam", 30);
        }
        assertThat(taken).isEqualTo(200 * 5 + 100);
        for (int second = 0; second < 100; second++) {
            pass(Duration.ofSeconds(1));
            taken = 0;
            for (int i = 0; i < 200; i++) {
                taken += taken("10.1.0." + i, "sam", 1);
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void doesNotCountTriesThatWereRight() {
        for (int i = 0; i < 500; i++) {
            assertThat(attempts.take("10.0.0.1", "user" + i)).isEmpty();
            attempts.succeeded("10.0.0.1", "user" + i);
        }
    }

    @Test
    void forgetsWhatIsOverAndKeepsABoundedNumber() {
        int taken = 0;
        for (int i = 0; i < 30_000; i++) {
            taken += taken("address" + i, "name" + i, 1);
        }
        assertThat(taken).isEqualTo(10_000);

        pass(Duration.ofSeconds(4));

        assertThat(taken("another", "another", 1)).isEqualTo(1);
    }

    private int taken(String address, String name, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += attempts.take(address, name).isEmpty() ? 1 : 0;
        }
        return taken;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
