package org.confluens.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.confluens.platform.memory.MemoryBudget;

/**
 * The receiving side of a transport connection: one reusable buffer, taken only when data comes in and given back when
 * the connection falls idle, and a deadline on every read.
 */
final class PduInput {
    private static final int SMALL = 2 << 10;
    private static final int LARGE = 128 << 10;
    private static final Duration KEEP_BUFFER = Duration.ofSeconds(1);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);
    private static final Duration PROBE = Duration.ofMillis(2);
    private static final byte[] EMPTY = {};

    private final Socket socket;
    private final Socket transport;
    private final InputStream in;
    private final boolean quickAck;
    private final MemoryBudget.Share memory;
    private byte[] buffer = EMPTY;
    private int position;
    private int limit;
    private long budget;
    private Duration allowed = Duration.ZERO;
    private String awaited = "";
    private long probed = System.nanoTime();
    private volatile boolean stopped;
    private boolean stopTold;

    /**
     * @param socket what is read from
     * @param transport the TCP socket below it, the same unless TLS lies between
     * @param memory what the large buffer is taken from; where it is spent, the small one has to do
     */
    PduInput(Socket socket, Socket transport, MemoryBudget.Share memory) throws IOException {
        this.memory = memory;
        this.socket = socket;
        this.transport = transport;
        this.in = socket.getInputStream();
        this.quickAck = transport.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /**
     * Limits the time that all reads until the next call may wait together. What happens between them does not count: a
     * handler that takes its time is not the peer's fault.
     */
    void deadline(Duration limit, String what) {
        allowed = limit;
        awaited = what;
        budget = limit.toNanos();
    }

    /** From another thread: the next read ends by a {@link ServiceStoppedException}, once; what comes after it is read again. */
    void stop() {
        stopped = true;
    }

    /**
     * Whether a read would not have to wait, be it for bytes or for the end of the stream. The end shows only to a read,
     * so one is tried now and then; not through TLS, where a read that is broken off is not safe.
     */
    boolean ready() throws IOException {
        if (atHand()) {
            return true;
        }
        if (socket != transport || System.nanoTime() - probed < PROBE_INTERVAL.toNanos()) {
            return false;
        }
        probed = System.nanoTime();
        try {
            deadline(PROBE, "byte");
            fill();
            return true;
        } catch (AssociationTimeoutException e) {
            return false;
        }
    }

    /** Whether there are bytes to be read; the end of the stream does not show. */
    boolean atHand() throws IOException {
        return position < limit
                || in.available() > 0
                || transport.getInputStream().available() > 0;
    }

    /**
     * Waits for a byte until the deadline, giving the large buffer back once the wait is long.
     *
     * @return false at the end of the stream
     */
    boolean await() throws IOException {
        if (position < limit) {
            return true;
        }
        if (buffer.length > SMALL && socket == transport && budget > KEEP_BUFFER.toNanos()) {
            long later = budget - KEEP_BUFFER.toNanos();
            budget = KEEP_BUFFER.toNanos();
            try {
                return fill();
            } catch (AssociationTimeoutException e) {
                buffer = EMPTY;
                memory.give(LARGE);
            } finally {
                budget = Math.max(budget, 0) + later;
            }
        }
        return fill();
    }

    int u8() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException();
        }
        return buffer[position++] & 0xFF;
    }

    long u32() throws IOException {
        return (long) u8() << 24 | u8() << 16 | u8() << 8 | u8();
    }

    /** Tells that much data follows, so that the buffer may grow; it grows no further than its own cap. */
    void expect(long bytes) {
        if (bytes > SMALL && buffer.length < LARGE && memory.take(LARGE)) {
            byte[] grown = new byte[LARGE];
            System.arraycopy(buffer, position, grown, 0, limit - position);
            limit -= position;
            position = 0;
            buffer = grown;
        }
    }

    /** Reads at least one byte, unless the stream has ended: then -1. */
    int read(byte[] to, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= buffer.length) {
                return receive(to, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, to, offset, count);
        position += count;
        return count;
    }

    /** Passes over up to that many bytes, at least one; -1 at the end of the stream. */
    int skip(int length) throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[SMALL];
        }
        position = 0;
        limit = 0;
        int count = receive(buffer, 0, buffer.length);
        limit = Math.max(count, 0);
        return count > 0;
    }

    private int receive(byte[] to, int offset, int length) throws IOException {
        long left = budget / 1_000_000;
        if (left <= 0) {
            throw new AssociationTimeoutException(awaited, allowed);
        }
        if (quickAck) {
            // A peer with Nagle on holds its next segment back until this side acknowledges the last one.
            transport.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        long start = System.nanoTime();
        try {
            int count = in.read(to, offset, length);
            if (stopped && !stopTold) {
                stopTold = true;
                throw new ServiceStoppedException();
            }
            return count;
        } catch (SocketTimeoutException e) {
            throw new AssociationTimeoutException(awaited, allowed);
        } finally {
            budget -= System.nanoTime() - start;
        }
    }
}
