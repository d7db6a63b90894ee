package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashGateTest {

    private static final HashGate.Standing STRANGE = HashGate.Standing.STRANGE;

    @Test
    void worksAtSoManyAtATimeAndTurnsAwayWhatOneOriginSendsBeyondAFew() throws Exception {
        HashGate gate = new HashGate(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger atATime = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(300);
        try {
            List<Future<Optional<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                all.add(threads.submit(() -> gate.pass(STRANGE, "one", () -> {
                    begun.countDown();
                    most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                    await(end);
                    return atATime.decrementAndGet();
                })));
            }
            await(begun);
            Future<Optional<Integer>> other = threads.submit(() -> gate.pass(STRANGE, "other", () -> 7));
            long turnedAway = 0;
            while (turnedAway < 297) {
                turnedAway = all.stream().filter(Future::isDone).count();
                Thread.onSpinWait();
            }
            end.countDown();

            assertThat(other.get(30, TimeUnit.SECONDS)).contains(7);
            int passed = 0;
            for (Future<Optional<Integer>> one : all) {
                passed += one.get(30, TimeUnit.SECONDS).isPresent() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(3);
            assertThat(most).hasValue(1);
            assertThat(gate.pass(STRANGE, "one", () -> 8)).contains(8);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void letsThroughWhomItKnowsAheadOfAnyNumberOfStrangers() throws Exception {
        HashGate gate = new HashGate(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger strangers = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(120);
        try {
            List<Future<Optional<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String origin = "stranger " + i;
                all.add(threads.submit(() -> gate.pass(STRANGE, origin, () -> {
                    begun.countDown();
                    await(end);
                    return strangers.incrementAndGet();
                })));
            }
            await(begun);
            while (all.stream().filter(Future::isDone).count() < 83) {
                Thread.onSpinWait();
            }
            CountDownLatch asking = new CountDownLatch(1);
            Future<Optional<Integer>> known = threads.submit(() -> {
                asking.countDown();
                return gate.pass(HashGate.Standing.KNOWN, "known", strangers::get);
            });
            await(asking);
            while (gate.waiting() < 1) {
                Thread.onSpinWait();
            }
            end.countDown();

            assertThat(known.get(30, TimeUnit.SECONDS))
                    .hasValueSatisfying(before ->
                            assertThat(before).as("strangers that went first").isLessThanOrEqualTo(1));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
