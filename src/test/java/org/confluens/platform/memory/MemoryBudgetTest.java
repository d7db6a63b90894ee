package org.confluens.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final long MIB = 1 << 20;

    @Test
    void refusesOneWhatOthersHaveTakenUntilTheyGiveItBack() {
        MemoryBudget budget = MemoryBudget.of(10 * MIB);
        try (MemoryBudget.Share one = budget.share();
                MemoryBudget.Share other = budget.share()) {
            assertThat(one.take(8 * MIB)).isTrue();
            assertThat(other.take(4 * MIB)).isFalse();
            assertThat(other.take(2 * MIB)).isTrue();
            one.giveAll();
            assertThat(other.take(8 * MIB)).isTrue();
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void countsEveryCopyOfWhatComes() {
        MemoryBudget budget = MemoryBudget.of(10 * MIB);
        try (MemoryBudget.Share share = budget.share(3)) {
            assertThat(share.take(3 * MIB)).isTrue();
            assertThat(share.take(MIB)).isFalse();
            share.give(MIB);
            assertThat(share.take(MIB)).isTrue();
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void countsWhatCannotBeRefusedAgainstTheOthers() {
        MemoryBudget budget = MemoryBudget.of(MIB);
        try (MemoryBudget.Share share = budget.share();
                MemoryBudget.Share other = budget.share()) {
            share.force(3 * MIB);
            assertThat(budget.left()).isEqualTo(-2 * MIB);
            assertThat(other.take(1)).isFalse();
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void givesEverythingBackWhateverManyThreadsDo() throws Exception {
        MemoryBudget budget = MemoryBudget.of(20 * MIB);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Long>> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Random random = new Random(i);
            users.add(() -> {
                long most = 0;
                for (int round = 0; round < 2000; round++) {
                    try (MemoryBudget.Share share = budget.share(1 + random.nextInt(3))) {
                        while (random.nextInt(20) > 0 && share.take(random.nextInt(1 << 20))) {
                            share.give(random.nextInt(1 << 18));
                            most = Math.max(most, budget.taken());
                        }
                    }
                }
                return most;
            });
        }
        for (Future<Long> done : threads.invokeAll(users)) {
            assertThat(done.get()).isLessThanOrEqualTo(20 * MIB);
        }
        threads.shutdown();
        assertThat(budget.taken()).isZero();
    }
}
