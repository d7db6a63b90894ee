package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionsTest {

    /** What is possible, in the order of {@link ReportState}; everything else is refused. */
    private static final Map<ReportState, Map<Action, ReportState>> FIRST_READING = Map.of(
            ReportState.DRAFT,
            Map.of(
                    Action.SAVE, ReportState.IN_PROGRESS,
                    Action.REDRAFT, ReportState.DRAFT,
                    Action.COMPLETE, ReportState.COMPLETED,
                    Action.WITHDRAW, ReportState.WITHDRAWN),
            ReportState.IN_PROGRESS,
            Map.of(
                    Action.SAVE, ReportState.IN_PROGRESS,
                    Action.REDRAFT, ReportState.IN_PROGRESS,
                    Action.COMPLETE, ReportState.COMPLETED,
                    Action.WITHDRAW, ReportState.WITHDRAWN),
            ReportState.COMPLETED,
            Map.of(
                    Action.REOPEN, ReportState.IN_PROGRESS,
                    Action.VERIFY, ReportState.VERIFIED,
                    Action.WITHDRAW, ReportState.WITHDRAWN),
            ReportState.VERIFIED,
            Map.of(
                    Action.VERIFY, ReportState.VERIFIED,
                    Action.AMEND, ReportState.IN_PROGRESS,
                    Action.WITHDRAW, ReportState.WITHDRAWN),
            ReportState.WITHDRAWN,
            Map.of());

    private static final List<ReportState> AMENDABLE = List.of(ReportState.IN_PROGRESS, ReportState.COMPLETED);

    @ParameterizedTest
    @MethodSource("everyPair")
    void allowsWhatTheTableSaysAndNothingElse(ReportState from, boolean amendment, Action action) {
        Map<Action, ReportState> allowed = new EnumMap<>(Action.class);
        allowed.putAll(FIRST_READING.get(from));
        if (amendment && AMENDABLE.contains(from)) {
            allowed.put(Action.ABANDON, ReportState.VERIFIED);
        }

        assertThat(Transitions.next(from, amendment, action).orElse(null)).isEqualTo(allowed.get(action));
    }

    static Stream<Arguments> everyPair() {
        return Arrays.stream(ReportState.values())
                .flatMap(from -> Stream.of(true, false)
                        .flatMap(amendment ->
                                Arrays.stream(Action.values()).map(action -> Arguments.of(from, amendment, action))));
    }

    @Test
    void givesUpOnlyWhatAmendsAVerifiedReport() {
        assertThat(Transitions.next(ReportState.IN_PROGRESS, false, Action.ABANDON))
                .isEmpty();
        assertThat(Transitions.next(ReportState.IN_PROGRESS, true, Action.ABANDON))
                .contains(ReportState.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverVerifiesWithoutCompletingSinceTheLastChange(long seed) {
        Random random = new Random(seed);
        ReportState state = ReportState.DRAFT;
        boolean complete = false;
        boolean amendment = false;
        for (int step = 0; step < 500; step++) {
            Action action = Action.values()[random.nextInt(Action.values().length)];
            var next = Transitions.next(state, amendment, action);
            if (action == Action.VERIFY && next.isPresent()) {
                assertThat(complete).isTrue();
            }
            if (next.isPresent()) {
                complete = next.get() == ReportState.COMPLETED || next.get() == ReportState.VERIFIED;
                amendment = next.get() != ReportState.WITHDRAWN && (amendment || next.get() == ReportState.VERIFIED);
                state = next.get() == ReportState.WITHDRAWN ? ReportState.DRAFT : next.get();
            }
        }
    }
}
