package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

    private final Places places = new Places(128, 64);

    private int takeAll(int clients) {
        int taken = 0;
        for (int round = 0; round < 128; round++) {
            for (int client = 0; client < clients; client++) {
                taken += places.take("client " + client) == Places.Entry.FREE ? 1 : 0;
            }
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 40, 100})
    void leavesPlacesToAClientThatHasNoneHoweverManyTakeWhatTheyCan(int clients) {
        int taken = takeAll(clients);

        assertThat(taken).isGreaterThanOrEqualTo(64).isLessThanOrEqualTo(112);
        assertThat(places.take("client 0")).isEqualTo(Places.Entry.CLIENT_FULL);
        for (int other = 0; other < 16; other++) {
            assertThat(places.take("other " + other)).isEqualTo(Places.Entry.FREE);
        }
    }

    @Test
    void isFreeAgainOnceAllWasGivenBack() {
        for (int round = 0; round < 1000; round++) {
            assertThat(takeAll(1)).isEqualTo(64);
            for (int i = 0; i < 64; i++) {
                places.giveBack("client 0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 40})
    void leavesBytesToAClientThatHoldsNoneHoweverManyTakeWhatTheyCan(int clients) {
        ByteBudget budget = new ByteBudget(16 << 20);
        long[] held = new long[clients];
        for (int round = 0; round < 3000; round++) {
            for (int client = 0; client < clients; client++) {
                held[client] += budget.take("client " + client, 8192) ? 8192 : 0;
            }
        }
        assertThat(held[0]).isLessThanOrEqualTo(8 << 20).isGreaterThanOrEqualTo((16 << 20) / (clients + 1) - 8192);
        for (int i = 0; i < 16; i++) {
            assertThat(budget.take("other", 8192))
                    .as("%d KiB of another", 8 * i)
                    .isTrue();
        }
        budget.giveBack("other", 16 * 8192);
        for (int client = 0; client < clients; client++) {
            budget.giveBack("client " + client, held[client]);
        }
        assertThat(budget.take("client 0", 8 << 20)).isTrue();
    }
}
