package org.confluens.confirmation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.confluens.patient.PatientKey;
import org.junit.jupiter.api.Test;

class RunTimerTest {

    /** A run whose database is away for its first calls. */
    private static final class Runs extends RunBook {
        private int failures = 2;
        private int batches = 3;
        private int begun;
        private int passed;
        private final List<Long> givenBack = new ArrayList<>();

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
        Optional<Batch> claim() {
            batches--;
            return batches > 0 ? Optional.of(new Batch(batches, new TreeMap<>())) : Optional.empty();
        }

        @Override
        void passed(Batch batch, Set<Long> failed) {
            passed += failed.size();
        }

        @Override
        void giveBack(Batch batch) {
            givenBack.add(batch.run());
        }
    }

    /** Patients of whom one cannot be compared, or a comparison that breaks. */
    private static final class Comparing extends BatchComparison {
        private boolean broken;

        @Override
        Set<Long> failures(SortedMap<Long, PatientKey> batch) {
            if (broken) {
                throw new StackOverflowError("broken");
            }
            return Set.of(1L);
        }
    }

    private final Comparing comparing = new Comparing();

    @Test
    void tellsWhoOfABatchCouldNotBeCompared() {
        Runs runs = new Runs();
        runs.failures = 0;

        new RunTimer(runs, comparing, Clock.systemUTC()).turn();

        assertThat(runs.passed).isEqualTo(2);
        assertThat(runs.givenBack).isEmpty();
    }

    @Test
    void givesABatchBackThatCouldNotBeCompared() {
        Runs runs = new Runs();
        runs.failures = 0;
        comparing.broken = true;

        RunTimer timer = new RunTimer(runs, comparing, Clock.systemUTC());
        assertThatThrownBy(timer::turn).isInstanceOf(StackOverflowError.class);

        assertThat(runs.givenBack).containsExactly(2L);
        assertThat(runs.passed).isZero();
    }

    @Test
    void aDatabaseThatWasAwayForAWhileFindsTheTimerWhereItWas() {
        Runs runs = new Runs();
        RunTimer timer = new RunTimer(runs, comparing, Clock.systemUTC());

        assertThatThrownBy(timer::turn).isInstanceOf(ComparisonStoreException.class);
        assertThatThrownBy(timer::turn).isInstanceOf(ComparisonStoreException.class);
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
        RunTimer timer = new RunTimer(runs, comparing, clock.withZone(ZoneOffset.UTC));

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
