package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.confluens.intake.journal.JournalPosition;
import org.junit.jupiter.api.Test;

class BurstTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Burst burst = new Burst();

    @Test
    void isOverOnceNothingComesBetweenTwoLooks() {
        assertThat(burst.isOver(at(100), START)).isFalse();
        assertThat(burst.isOver(at(200), START.plusMillis(50))).isFalse();
        assertThat(burst.isOver(at(200), START.plusMillis(100))).isTrue();
    }

    @Test
    void isTakenForOverAfterASecond() {
        assertThat(burst.isOver(at(100), START)).isFalse();
        assertThat(burst.isOver(at(200), START.plusMillis(999))).isFalse();
        assertThat(burst.isOver(at(300), START.plusMillis(1000))).isTrue();
        assertThat(burst.isOver(at(400), START.plusMillis(1050))).isFalse();
    }

    @Test
    void isTakenForOverASecondAfterTheClockWasSetBack() {
        Instant before = START.minusSeconds(3600);
        assertThat(burst.isOver(at(100), START)).isFalse();
        assertThat(burst.isOver(at(200), before)).isFalse();
        assertThat(burst.isOver(at(300), before.plusMillis(1000))).isTrue();
    }

    private static JournalPosition at(long offset) {
        return new JournalPosition(1, offset);
    }
}
