package org.confluens.dicom.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.confluens.dicom.net.Association;

/**
 * A data set as it comes in, fragment by fragment, straight from the connection's buffer. The end of the stream is the
 * end of the last fragment; an association that ends before raises an {@link IOException}, now and on every later read.
 */
final class DataSetStream extends InputStream {
    /** Bytes that have to come while the time of one PDU is spent on waiting: far below what the slowest link does. */
    private static final int SLOWEST = 1024;

    private static final int FIRST_AHEAD = 512;
    private static final byte[] EMPTY = {};

    private final Association association;
    private final int contextId;
    private final long limit;
    private final byte[] single = new byte[1];
    private boolean started;
    private boolean ended;
    private long count;
    private long waited;
    private long countBeforeWaiting;
    private IOException failure;

    /** What was read ahead, and how much of it was handed out. */
    private byte[] ahead = EMPTY;

    private int aheadFrom;
    private int aheadTo;

    private DataSetStream(Association association, int contextId, boolean ended) {
        this.association = association;
        this.contextId = contextId;
        this.limit = association.limits().maxObject();
        this.ended = ended;
    }

    static DataSetStream of(Association association, int contextId) {
        return new DataSetStream(association, contextId, false);
    }

    /** The stream of a message without a data set. */
    static DataSetStream none(Association association) {
        return new DataSetStream(association, 0, true);
    }

    /** How many bytes were read ahead. */
    int aheadLength() {
        return aheadTo;
    }

    /**
     * Takes what has come in out of the way, so that what comes behind can be seen.
     *
     * @param most the bytes to take at most
     * @param waiting whether to wait for what has not come in yet
     * @return whether the whole data set is out of the way
     */
    boolean readAhead(int most, boolean waiting) throws IOException {
        while (!ended && aheadTo < most && (waiting || association.hasBytes())) {
            if (aheadTo == ahead.length) {
                int grown = Math.min(most, Math.max(FIRST_AHEAD, 2 * ahead.length));
                if (!association.memory().take(grown - ahead.length)) {
                    return false;
                }
                ahead = Arrays.copyOf(ahead, grown);
            }
            int some = tracked(() -> advance() ? association.read(ahead, aheadTo, ahead.length - aheadTo) : -1L);
            aheadTo += Math.max(some, 0);
            ended = ended || association.fragmentLeft() == 0 && association.isLast();
        }
        return ended;
    }

    /** Gives back the memory of what was read ahead, once the data set is done with. */
    void release() {
        association.memory().give(ahead.length);
        ahead = EMPTY;
        aheadFrom = 0;
        aheadTo = 0;
    }

    /** Whether the association was lost, or broken off, before the data set ended. */
    boolean isLost() {
        return failure != null;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (aheadFrom < aheadTo) {
            int some = Math.min(length, aheadTo - aheadFrom);
            System.arraycopy(ahead, aheadFrom, to, offset, some);
            aheadFrom += some;
            return some;
        }
        int some = tracked(() -> advance() ? association.read(to, offset, length) : -1L);
        checkLimit();
        return some;
    }

    private int tracked(Step step) throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        try {
            long taken = step.take();
            count += Math.max(taken, 0);
            return (int) taken;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @FunctionalInterface
    private interface Step {
        long take() throws IOException;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = Math.min(length, aheadTo - aheadFrom);
        aheadFrom += (int) skipped;
        while (skipped < length) {
            long left = length - skipped;
            int some = tracked(() -> advance() ? association.skip(left) : -1L);
            checkLimit();
            if (some < 0) {
                break;
            }
            skipped += some;
        }
        return skipped;
    }

    private void checkLimit() throws ObjectTooLargeException {
        if (count > limit) {
            throw new ObjectTooLargeException(limit);
        }
    }

    /** Moves to a fragment with bytes left; false at the end of the data set. */
    private boolean advance() throws IOException {
        while (!ended && (!started || association.fragmentLeft() == 0)) {
            if (started && association.isLast()) {
                ended = true;
                break;
            }
            if (!nextFragment()) {
                throw association.violated("a release request within a data set");
            }
            if (association.isCommand() || association.contextId() != contextId) {
                throw association.violated("a fragment of something else within a data set");
            }
            started = true;
        }
        return !ended;
    }

    /** Drops peers that keep an association by a few bytes now and then, or by fragments of nothing. */
    private boolean nextFragment() throws IOException {
        Duration limit = association.timeouts().pdu();
        long start = System.nanoTime();
        boolean more = association.nextFragment(limit, "the rest of a data set");
        waited += System.nanoTime() - start;
        if (waited > limit.toNanos()) {
            if (count - countBeforeWaiting < SLOWEST) {
                throw association.violated("a data set that does not get on");
            }
            waited = 0;
            countBeforeWaiting = count;
        }
        return more;
    }

    /** Passes over what is left, up to as much again as the limit allows; more ends the association. */
    void drain() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        aheadFrom = aheadTo;
        while (!ended) {
            int some = tracked(() -> advance() ? association.skip(Long.MAX_VALUE) : -1L);
            if (some > 0 && count / 2 > limit) {
                throw association.violated("a data set of more than twice the limit of " + limit + " bytes");
            }
        }
    }
}
