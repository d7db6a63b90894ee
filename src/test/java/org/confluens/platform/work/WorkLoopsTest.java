package org.confluens.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkLoopsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);

    private final WorkLoops loops = new WorkLoops();

    @AfterEach
    void end() {
        loops.end();
    }

    @Test
    void aRoundThatFailsHoweverItDoesComesAgainAndIsCounted() {
        List<Throwable> failures = List.of(
                new NoClassDefFoundError("a class that could not be initialized"),
                new SQLException("away"),
                new InterruptedException("the container"));
        AtomicInteger rounds = new AtomicInteger();
        loops.start(LoopPlan.of("failing", SHORT, LONG), Thread::new, progress -> {
            int round = rounds.getAndIncrement();
            if (round < failures.size()) {
                raise(failures.get(round));
            }
        });

        await(() -> rounds.get() > failures.size() + 1);
        LoopState state = state();
        assertThat(state.failures()).isEqualTo(failures.size());
        assertThat(state.failing()).isFalse();
        assertThat(state.restarts()).isZero();
    }

    @Test
    void aLoopWhoseThreadDiedIsStartedAgain() {
        AtomicInteger threads = new AtomicInteger();
        ThreadFactory dying = work -> threads.getAndIncrement() == 0 ? new Thread(() -> {}) : new Thread(work);
        AtomicInteger rounds = new AtomicInteger();
        loops.start(LoopPlan.of("dying", SHORT, LONG), dying, progress -> rounds.incrementAndGet());

        await(() -> rounds.get() > 1);
        assertThat(state().restarts()).isEqualTo(1);
    }

    @Test
    void aThreadThatCannotBeMadeNowIsTriedAgain() {
        AtomicInteger threads = new AtomicInteger();
        ThreadFactory scarce = work -> switch (threads.getAndIncrement()) {
            case 0 -> new Thread(() -> {});
            case 1 -> throw new OutOfMemoryError("unable to create native thread");
            default -> new Thread(work);
        };
        AtomicInteger rounds = new AtomicInteger();
        loops.start(LoopPlan.of("scarce", SHORT, LONG), scarce, progress -> rounds.incrementAndGet());

        await(() -> rounds.get() > 0);
    }

    @Test
    void aRoundThatDoesNotGetOnIsLateUntilItDoes() {
        CountDownLatch hanging = new CountDownLatch(1);
        loops.start(LoopPlan.of("hanging", SHORT, Duration.ofMillis(200)), Thread::new, progress -> hanging.await());

        await(() -> state().late());
        assertThat(state().sinceRound()).isGreaterThan(Duration.ofMillis(200));
        hanging.countDown();
        await(() -> !state().late());
    }

    @Test
    void aLongRoundThatTellsItsProgressIsNotLate() {
        AtomicInteger parts = new AtomicInteger();
        loops.start(LoopPlan.of("long", LONG, Duration.ofSeconds(5)), Thread::new, progress -> {
            while (parts.incrementAndGet() < 40) {
                LockSupport.parkNanos(SHORT.toNanos());
                progress.made();
                assertThat(state().late()).isFalse();
            }
        });

        await(() -> state().rounds() == 1);
        assertThat(state().failures()).isZero();
    }

    @Test
    void aLoopThatIsWokenDoesNotWaitForItsPause() {
        AtomicInteger rounds = new AtomicInteger();
        WorkLoop loop =
                loops.start(LoopPlan.of("woken", LONG, LONG), Thread::new, progress -> rounds.incrementAndGet());
        await(() -> rounds.get() == 1);

        loop.wake();

        await(() -> rounds.get() == 2);
    }

    @Test
    void aWakeDuringARoundBringsAnother() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        WorkLoop loop = loops.start(LoopPlan.of("woken", LONG, LONG), Thread::new, progress -> {
            begun.countDown();
            go.await();
            rounds.incrementAndGet();
        });
        begun.await();
        assertThat(loop.isResting()).isFalse();

        loop.wake();
        go.countDown();

        await(() -> rounds.get() == 2);
    }

    @Test
    void aStopWaitsForTheRoundAtHandAndIsNotTakenForDeath() {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        WorkLoop loop = loops.start(LoopPlan.of("stopped", SHORT, LONG), Thread::new, progress -> {
            begun.countDown();
            LockSupport.parkNanos(SHORT.toNanos() * 10);
            ended.incrementAndGet();
        });
        await(() -> begun.getCount() == 0);

        loops.stop(List.of(loop), LIMIT);

        int rounds = ended.get();
        assertThat(rounds).isPositive();
        loop.look();
        assertThat(loop.state().restarts()).isZero();
        assertThat(loop.state().late()).isFalse();
        assertThat(loops.states()).isEmpty();
        assertThat(ended.get()).isEqualTo(rounds);
    }

    private static void raise(Throwable failure) throws Exception {
        if (failure instanceof Error e) {
            throw e;
        }
        throw (Exception) failure;
    }

    private LoopState state() {
        return loops.states().get(0);
    }

    private static void await(BooleanSupplier there) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time to get there").isLessThan(end);
            LockSupport.parkNanos(SHORT.toNanos() / 4);
        }
    }
}
