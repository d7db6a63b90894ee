package org.confluens.platform.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that many share, of which each takes as bytes come and gives all back at its end. A limit on the sum: what one
 * object may take says nothing about how many come at a time. Safe for use by many threads.
 */
public final class MemoryBudget {

    /** Taken at a time, so that what is taken byte by byte costs the others nothing. */
    private static final long CHUNK = 1 << 16;

    private final long most;
    private final AtomicLong left;

    private MemoryBudget(long bytes) {
        most = bytes;
        left = new AtomicLong(bytes);
    }

    /** @param bytes how many may be taken at a time, all together */
    public static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes);
    }

    /** Never spent: for clients and tools, which serve nobody else. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE / 2);
    }

    /** Bytes that can still be taken; below zero after something that could not be refused. */
    public long left() {
        return left.get();
    }

    /** Bytes that are taken. */
    public long taken() {
        return most - left.get();
    }

    /** The share of one association, message or object; nothing is taken yet. */
    public Share share() {
        return share(1);
    }

    /** @param weight how many bytes are in memory for each that comes, copies included */
    public Share share(int weight) {
        return new Share(this, weight);
    }

    private boolean grant(long bytes) {
        long before = left.get();
        while (before >= bytes) {
            if (left.compareAndSet(before, before - bytes)) {
                return true;
            }
            before = left.get();
        }
        return false;
    }

    /** What one of many has taken. Used by one thread at a time. */
    public static final class Share implements AutoCloseable {
        private final MemoryBudget budget;
        private final int weight;
        private long used;
        private long granted;

        private Share(MemoryBudget budget, int weight) {
            this.budget = budget;
            this.weight = weight;
        }

        /** Takes so many bytes more; false, and then none is taken, when the budget is spent. */
        public boolean take(long bytes) {
            long wanted = used + bytes * weight;
            if (wanted > granted) {
                long lacking = wanted - granted;
                long chunk = Math.max(lacking, CHUNK);
                if (budget.grant(chunk)) {
                    granted += chunk;
                } else if (budget.grant(lacking)) {
                    granted += lacking;
                } else {
                    return false;
                }
            }
            used = wanted;
            return true;
        }

        /** Takes bytes of what is in memory already and can't be refused; others are refused the sooner. */
        public void force(long bytes) {
            if (!take(bytes)) {
                long lacking = used + bytes * weight - granted;
                budget.left.addAndGet(-lacking);
                granted += lacking;
                used = granted;
            }
        }

        /** Bytes taken so far, each by its weight. */
        public long used() {
            return used;
        }

        /** Gives back some of what was taken. */
        public void give(long bytes) {
            used = Math.max(0, used - bytes * weight);
            long spare = granted - used - CHUNK;
            if (spare > 0) {
                granted -= spare;
                budget.left.addAndGet(spare);
            }
        }

        @Override
        public void close() {
            giveAll();
        }

        /** Gives everything back; more may be taken afterwards. */
        public void giveAll() {
            budget.left.addAndGet(granted);
            granted = 0;
            used = 0;
        }
    }
}
