package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlagTransitionsTest {

    @Test
    void theUsualLifeGoesFromOpenToResolved() {
        FlagState state = FlagState.OPEN;
        for (FlagEvent event :
                new FlagEvent[] {FlagEvent.PROPOSE, FlagEvent.SCHEDULE, FlagEvent.START, FlagEvent.RESOLVE}) {
            state = FlagTransitions.next(state, event).orElseThrow();
        }
        assertThat(state).isEqualTo(FlagState.RESOLVED);
    }

    @Test
    void nothingReachesTheWorklistWithoutApproval() {
        assertThat(FlagTransitions.next(FlagState.OPEN, FlagEvent.SCHEDULE)).isEmpty();
        assertThat(FlagTransitions.next(FlagState.CONFIRMATION_PROPOSED, FlagEvent.START))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FlagState.class)
    void whatWaitsCanBeResolvedDismissedAndWithdrawn(FlagState state) {
        assertThat(FlagTransitions.possible(state).contains(FlagEvent.DISMISS)).isEqualTo(!state.settled());
        if (!state.settled()) {
            assertThat(FlagTransitions.possible(state))
                    .containsAll(Set.of(FlagEvent.RESOLVE, FlagEvent.DISMISS, FlagEvent.WITHDRAW));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FlagState.class,
            names = {"RESOLVED", "DISMISSED"})
    void whatIsSettledOpensAgainWhenItsReasonIsBack(FlagState state) {
        assertThat(FlagTransitions.next(state, FlagEvent.REOPEN)).contains(FlagState.OPEN);
    }
}
