package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunTimerTest {

    /** A run whose database is away for its first calls. */
    private static final class Runs extends RunBook {
        private int failures = 2;
        private int batches = 3;
        private int begun;

        private String rules = "these";

        @Override
        String rules() {
            return rules;
        }

        @Override
        void beginIfRulesChanged() {
            begun++;
            if (failures > 0) {
                failures--;
                throw new ComparisonStoreException(new SQLException("away", "08001"));
            }
        }

        @Override
        boolean next() {
            batches--;
            return batches > 0;
        }
    }

    @Test
    void aDatabaseThatIsAwayForAWhileDoesNotEndTheTimer() {
        Runs runs = new Runs();
        RunTimer timer = new RunTimer(runs, Clock.systemUTC());

        timer.turn();
        timer.turn();
        assertThat(runs.batches).isEqualTo(3);
        timer.turn();

        assertThat(runs.batches).isZero();
    }

    @Test
    void looksAgainWhetherTemplatesWereChangedWhileTheServiceRuns() {
        Runs runs = new Runs();
        runs.failures = 0;
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource clock = now::get;
        RunTimer timer = new RunTimer(runs, clock.withZone(ZoneOffset.UTC));

        timer.turn();
        now.set(Instant.EPOCH.plusSeconds(60));
        timer.turn();
        assertThat(runs.begun).isEqualTo(1);
        runs.rules = "others";
        now.set(Instant.EPOCH.plusSeconds(120));
        timer.turn();

        assertThat(runs.begun).isEqualTo(2);
    }
}
