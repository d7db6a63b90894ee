package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.confluens.intake.Backlog;
import org.confluens.intake.SetAside;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.LoopState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readiness, told from work done. */
class WorkCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration LAG = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({"true, true, false", "true, false, true", "false, true, true"})
    void isNotReadyWhileALoopThatBringsInWhatWasAcknowledgedIsLate(boolean essential, boolean late, boolean ready) {
        LoopPlan plan = new LoopPlan("intake-drain", Duration.ofMillis(50), Duration.ofMinutes(1), essential);

        assertThat(WorkCheck.isReady(List.of(state(plan, late)))).isEqualTo(ready);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "59, 0, true", "61, 0, false", "0, 2, true", "0, 4, false", "600, 600, false"})
    void isNotReadyWhileTheDrainFailsOrLags(long age, long failing, boolean ready) {
        Backlog backlog = new Backlog(age == 0 ? 0 : 1000, since(age), since(failing), new SetAside(0, 0, false));

        assertThat(IntakeCheck.isReady(backlog, NOW, LAG)).isEqualTo(ready);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void isNotReadyWhileTheQuarantineIsFull(boolean full, boolean ready) {
        Backlog backlog = new Backlog(0, Optional.empty(), Optional.empty(), new SetAside(1, 1, full));

        assertThat(IntakeCheck.isReady(backlog, NOW, LAG)).isEqualTo(ready);
    }

    private static Optional<Instant> since(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(seconds));
    }

    private static LoopState state(LoopPlan plan, boolean late) {
        return new LoopState(plan, Duration.ofMinutes(2), late, false, 5, 0, 0);
    }
}
