package org.confluens.intake.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class GroupCommitTest {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<List<byte[]>> batches = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    static Stream<Named<Function<GroupCommit.Batch, GroupCommit>>> commits() {
        return Stream.of(Named.of("by the caller", CallerCommit::new), Named.of("by a writer", WriterCommit::new));
    }

    @AfterEach
    void endThreads() {
        gate.countDown();
        threads.shutdownNow();
    }

    /** Stands for the file: the first write waits for the gate, and each may fail. */
    private void write(List<byte[]> records) throws IOException {
        if (entered.getAndIncrement() == 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        Throwable thrown = failure.get();
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        batches.add(List.copyOf(records));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Future<Throwable> appendAside(GroupCommit commit, int record) {
        return threads.submit(() -> {
            try {
                commit.append(new byte[] {(byte) record});
                return null;
            } catch (Throwable e) {
                return e;
            }
        });
    }

    /** One record is being written, behind the gate, and the others wait for it. */
    private List<Future<Throwable>> allWaiting(GroupCommit commit) {
        List<Future<Throwable>> appends = new ArrayList<>();
        appends.add(appendAside(commit, 0));
        await(() -> entered.get() == 1);
        for (int i = 1; i < THREADS; i++) {
            appends.add(appendAside(commit, i));
        }
        await(() -> waitingThreads() >= THREADS);
        return appends;
    }

    private static long waitingThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(e -> e.getKey().getState() == Thread.State.WAITING)
                .filter(e -> Stream.of(e.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(GroupCommitTest.class.getName())
                                && frame.getMethodName().contains("appendAside")))
                .count();
    }

    @ParameterizedTest
    @MethodSource("commits")
    void writesWhatWaitsTogetherAndEachRecordOnce(Function<GroupCommit.Batch, GroupCommit> kind) throws Exception {
        try (GroupCommit commit = kind.apply(this::write)) {
            List<Future<Throwable>> appends = allWaiting(commit);
            gate.countDown();
            for (Future<Throwable> append : appends) {
                assertThat(append.get()).isNull();
            }
        }
        assertThat(batches).hasSize(2);
        assertThat(batches.stream().flatMap(List::stream).map(record -> (int) record[0]))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @MethodSource("commits")
    void tellsEveryOneThatWaitedOfAFailureAndWritesTheNext(Function<GroupCommit.Batch, GroupCommit> kind)
            throws Exception {
        try (GroupCommit commit = kind.apply(this::write)) {
            List<Future<Throwable>> appends = allWaiting(commit);
            failure.set(new IOException("no room"));
            gate.countDown();
            for (Future<Throwable> append : appends) {
                assertThat(append.get()).isInstanceOf(IOException.class);
            }
            failure.set(null);
            commit.append(new byte[] {9});
            assertThat(batches).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("commits")
    void takesNoErrorForSuccess(Function<GroupCommit.Batch, GroupCommit> kind) throws Exception {
        try (GroupCommit commit = kind.apply(this::write)) {
            List<Future<Throwable>> appends = allWaiting(commit);
            failure.set(new OutOfMemoryError("made up"));
            gate.countDown();
            for (Future<Throwable> append : appends) {
                assertThat(append.get()).isNotNull();
            }
            failure.set(null);
            commit.append(new byte[] {9});
            assertThat(batches).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("commits")
    void outlivesAnInterruptAndKeepsIt(Function<GroupCommit.Batch, GroupCommit> kind) throws Exception {
        try (GroupCommit commit = kind.apply(this::write)) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Future<Throwable> first = appendAside(commit, 0);
            await(() -> entered.get() == 1);
            Thread waiting = new Thread(() -> {
                try {
                    commit.append(new byte[] {1});
                    interrupted.complete(Thread.currentThread().isInterrupted());
                } catch (IOException e) {
                    interrupted.completeExceptionally(e);
                }
            });
            waiting.start();
            await(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();
            gate.countDown();
            assertThat(interrupted.get()).isTrue();
            assertThat(first.get()).isNull();
        }
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("commits")
    void writesWhatItTookBeforeItClosesAndTakesNothingAfter(Function<GroupCommit.Batch, GroupCommit> kind)
            throws Exception {
        GroupCommit commit = kind.apply(this::write);
        List<Future<Throwable>> appends = allWaiting(commit);
        Future<?> closing = threads.submit(commit::close);
        gate.countDown();
        for (Future<Throwable> append : appends) {
            assertThat(append.get()).isNull();
        }
        closing.get();
        assertThatThrownBy(() -> commit.append(new byte[1])).hasMessageContaining("closed");
        commit.close();
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(THREADS);
    }
}
