package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionsTest {

    @ParameterizedTest
    @CsvSource({
        "DRAFT, SAVE, IN_PROGRESS",
        "DRAFT, COMPLETE, COMPLETED",
        "IN_PROGRESS, COMPLETE, COMPLETED",
        "COMPLETED, VERIFY, VERIFIED",
        "COMPLETED, REOPEN, IN_PROGRESS",
        "VERIFIED, VERIFY, VERIFIED",
        "VERIFIED, AMEND, IN_PROGRESS",
        "VERIFIED, WITHDRAW, WITHDRAWN"
    })
    void leadsThroughTheLifeOfAReport(ReportState from, Action action, ReportState to) {
        assertThat(Transitions.next(from, action)).contains(to);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportState.class,
            names = {"DRAFT", "IN_PROGRESS", "WITHDRAWN"})
    void refusesVerifyOfWhatIsNotComplete(ReportState state) {
        assertThat(Transitions.next(state, Action.VERIFY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"SAVE", "REDRAFT", "COMPLETE", "REOPEN"})
    void refusesToChangeAVerifiedReport(Action action) {
        assertThat(Transitions.next(ReportState.VERIFIED, action)).isEmpty();
    }

    @Test
    void offersNothingOnceAReportIsWithdrawn() {
        assertThat(Transitions.possible(ReportState.WITHDRAWN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverVerifiesWithoutCompletingSinceTheLastChange(long seed) {
        Random random = new Random(seed);
        ReportState state = ReportState.DRAFT;
        boolean complete = false;
        for (int step = 0; step < 500; step++) {
            Action action = Action.values()[random.nextInt(Action.values().length)];
            var next = Transitions.next(state, action);
            if (action == Action.VERIFY && next.isPresent()) {
                assertThat(complete).isTrue();
            }
            if (next.isPresent()) {
                complete = next.get() == ReportState.COMPLETED || next.get() == ReportState.VERIFIED;
                state = next.get() == ReportState.WITHDRAWN ? ReportState.DRAFT : next.get();
            }
        }
    }
}
