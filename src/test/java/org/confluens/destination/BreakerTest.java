package org.confluens.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.confluens.destination.Breaker.Permit;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Breaker breaker = new Breaker(new Hands(), new Random(42));

    @Test
    void holdsEverythingButOneProbeAfterThreeFailures() {
        assertThat(breaker.failed("1", "status 0110H")).isFalse();
        assertThat(breaker.failed("2", "status 0110H")).isFalse();
        assertThat(breaker.permit()).isEqualTo(Permit.ALL);
        assertThat(breaker.failed("3", "status 0110H")).as("told once").isTrue();

        assertThat(breaker.permit()).isEqualTo(Permit.NONE);
        later(Duration.ofSeconds(3));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);
        assertThat(breaker.permit()).as("one at a time").isEqualTo(Permit.NONE);
        assertThat(breaker.failed("3", "status 0110H")).isFalse();
        assertThat(breaker.condition().problem()).isEqualTo("status 0110H");
    }

    @Test
    void leavesAloneForAsLongAsTheDestinationAsks() {
        assertThat(breaker.asksToWait("status 503", Duration.ofSeconds(120)))
                .as("told once")
                .isTrue();
        assertThat(breaker.failed("1", "status 500"))
                .as("what another sender hears")
                .isFalse();
        later(Duration.ofSeconds(119));
        assertThat(breaker.permit()).isEqualTo(Permit.NONE);
        later(Duration.ofSeconds(2));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);

        assertThat(breaker.asksToWait("status 503", Duration.ofSeconds(120))).isFalse();
        breaker.probeNow();
        assertThat(breaker.permit()).as("a person knows better").isEqualTo(Permit.PROBE);
        assertThat(breaker.works()).isTrue();
        assertThat(breaker.permit()).isEqualTo(Permit.ALL);
    }

    @Test
    void isNotSilencedForEver() {
        breaker.asksToWait("status 503", Duration.ofDays(3650));
        later(Duration.ofMinutes(9));
        assertThat(breaker.permit()).isEqualTo(Permit.NONE);
        later(Duration.ofMinutes(2));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);
    }

    @Test
    void opensAtOnceWhenAProbeSucceeds() {
        open();
        later(Duration.ofSeconds(3));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);

        assertThat(breaker.works()).as("it had not worked").isTrue();

        assertThat(breaker.permit()).isEqualTo(Permit.ALL);
        assertThat(breaker.condition().failingSince()).isEmpty();
        assertThat(breaker.works()).isFalse();
    }

    @Test
    void probesAtGrowingIntervalsOfAQuarterOfAMinuteAtMost() {
        open();
        int probes = 0;
        for (int second = 0; second < 3600; second++) {
            later(Duration.ofSeconds(1));
            if (breaker.permit() == Permit.PROBE) {
                probes++;
                breaker.unreachable("away");
            }
        }
        assertThat(probes).isBetween(3600 / 20, 3600 / 11);
    }

    @Test
    void isNotMisledByOneDocumentThatIsRefusedAgainAndAgain() {
        for (int i = 0; i < 100; i++) {
            assertThat(breaker.failed("the same", "status C000H")).isFalse();
        }
        assertThat(breaker.permit()).isEqualTo(Permit.ALL);
    }

    @Test
    void triesALoneRefusedDocumentEarlyEveryQuarterOfAMinuteAtMostForHours() {
        breaker.failed("the only one", "status 0110H");
        assertThat(breaker.mayTryEarly()).as("not at once").isFalse();
        int tries = 0;
        for (int second = 0; second < 3 * 3600; second++) {
            later(Duration.ofSeconds(1));
            if (breaker.mayTryEarly()) {
                assertThat(breaker.mayTryEarly()).as("one at a time").isFalse();
                tries++;
                breaker.failed("the only one", "status 0110H");
            }
        }
        assertThat(tries).isBetween(3 * 3600 / 19, 3 * 3600 / 11);
        assertThat(breaker.permit()).as("others are not held back").isEqualTo(Permit.ALL);

        assertThat(breaker.works("another")).as("says nothing of it").isFalse();
        later(Duration.ofMinutes(1));
        assertThat(breaker.mayTryEarly()).as("the destination works").isFalse();

        breaker.failed("the only one", "status 0110H");
        assertThat(breaker.works("the only one")).as("all that waits is due").isTrue();
    }

    @Test
    void triesNothingEarlierThanTheAnswerToADocumentAsked() {
        breaker.failed("1", "status 409", Duration.ofSeconds(120));
        later(Duration.ofSeconds(119));
        assertThat(breaker.mayTryEarly()).isFalse();
        later(Duration.ofSeconds(2));
        assertThat(breaker.mayTryEarly()).isTrue();
    }

    @Test
    void forgetsFailuresThatASuccessLiesBetween() {
        for (int i = 0; i < 100; i++) {
            breaker.failed("a" + i, "status 0110H");
            breaker.failed("b" + i, "status 0110H");
            breaker.works();
        }
        assertThat(breaker.permit()).isEqualTo(Permit.ALL);
    }

    @Test
    void takesAProbeThatWasNeverHeardOfForLost() {
        open();
        later(Duration.ofSeconds(3));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);
        later(Duration.ofMinutes(3));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);
    }

    @Test
    void probesWhenAPersonSaysSoAndAfterAClockThatWasSetBack() {
        open();
        breaker.probeNow();
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);
        later(Duration.ofHours(-2));
        assertThat(breaker.permit()).isEqualTo(Permit.PROBE);
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            breaker.unreachable("away");
        }
        assertThat(breaker.condition().failingSince()).contains(now);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private final class Hands extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
