package org.confluens.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.confluens.platform.memory.MemoryBudget;

/**
 * The sending side of a transport connection. Fragments are framed in place, PDV header and data behind the PDU header
 * (PS3.8 sections 9.3.5 and E.2), and as many PDUs as fit the buffer leave in one write. Where the socket has a channel the
 * buffer lies outside the heap, so that a file is read into it, and it is sent, without a copy in between.
 */
final class PduOutput {
    private static final int PDU_HEADER = 6;
    private static final int PDV_HEADER = 6;
    private static final int COMMAND = 1;
    private static final int LAST = 2;
    private static final int FIRST_BUFFER = 1 << 10;
    private static final int BATCH = 128 << 10;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final OutputStream out;
    private final Optional<GatheringByteChannel> channel;
    private final DeadlineWatch.Guard guard;
    private final Duration sendLimit;
    private final MemoryBudget.Share memory;
    private final ReentrantLock turn = new ReentrantLock();
    private boolean ended;
    private int maxPdu = FIRST_BUFFER;
    private int capacity = BATCH;
    private ByteBuffer buffer = EMPTY;
    private int position;
    private int pduStart;
    private int context;
    private int control;

    PduOutput(Socket socket, DeadlineWatch.Guard guard, Duration sendLimit, MemoryBudget.Share memory)
            throws IOException {
        this.memory = memory;
        this.out = socket.getOutputStream();
        this.channel = Optional.ofNullable(socket.getChannel());
        this.guard = guard;
        this.sendLimit = sendLimit;
    }

    /** The longest P-DATA-TF from now on, as PS3.8 annex D.1 counts: without the six bytes of PDU header. */
    void maxPdu(int length) {
        // Fragments are even (PS3.8 annex E.2), so an odd maximum can't be used up.
        maxPdu = length - length % 2;
        capacity = Math.max(BATCH, maxPdu + PDU_HEADER);
    }

    /** Sends a complete PDU at once, behind what is still buffered. */
    void send(byte[] pdu) throws IOException {
        flush();
        guarded(() -> out.write(pdu));
    }

    /**
     * From another thread: sends a PDU that is the last one, between two of the connection's own thread, which meets a
     * {@link ServiceStoppedException} when it sends again. Done once, does nothing later.
     *
     * @return false while the connection's own thread is sending
     */
    boolean sendLast(byte[] pdu, Duration limit) {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            if (!ended) {
                ended = true;
                guard.arm(limit);
                out.write(pdu);
                guard.disarm();
            }
        } catch (IOException e) {
            // The peer is gone already, or takes nothing: its connection is closed now.
        } finally {
            turn.unlock();
        }
        return true;
    }

    /** Begins a message part: a command set or a data set. */
    void begin(int contextId, boolean command) throws IOException {
        context = contextId;
        control = command ? COMMAND : 0;
        open();
    }

    void append(byte[] bytes, int offset, int length) throws IOException {
        int direct = channel.isPresent() && length >= 2 * maxPdu ? appendDirectly(bytes, offset, length) : 0;
        int from = offset + direct;
        int left = length - direct;
        while (left > 0) {
            int count = makeRoom(left);
            buffer.put(position, bytes, from, count);
            position += count;
            from += count;
            left -= count;
        }
    }

    /**
     * Appends a stretch of a file.
     *
     * @throws EOFException if the file ends before
     */
    void append(FileChannel file, long from, long length) throws IOException {
        long at = from;
        while (at < from + length) {
            int count = makeRoom(from + length - at);
            int read = file.read(buffer.clear().position(position).limit(position + count), at);
            if (read < 0) {
                throw new EOFException("a file that ends " + (from + length - at) + " bytes early");
            }
            position += read;
            at += read;
        }
    }

    /** Makes room in the fragment, or in a new one, for at least one and at most so many bytes; tells for how many. */
    private int makeRoom(long wanted) throws IOException {
        int room = pduStart + PDU_HEADER + maxPdu - position;
        if (room == 0) {
            closePdu(control);
            open();
            room = maxPdu - PDV_HEADER;
        }
        int count = (int) Math.min(wanted, room);
        ensure(position + count);
        return count;
    }

    /**
     * Sends as many full PDUs as there are without copying them into the buffer first; the rest, and so the last fragment,
     * is left to be buffered.
     *
     * @return the number of bytes taken
     */
    private int appendDirectly(byte[] bytes, int offset, int length) throws IOException {
        int room = pduStart + PDU_HEADER + maxPdu - position;
        ensure(position + room);
        buffer.put(position, bytes, offset, room);
        position += room;
        closePdu(control);
        flush();
        int taken = room;
        int whole = maxPdu - PDV_HEADER;
        while (length - taken > whole) {
            ensure(PDU_HEADER + PDV_HEADER);
            putHeader(0, maxPdu, control);
            ByteBuffer header = buffer.clear().limit(PDU_HEADER + PDV_HEADER);
            write(header, ByteBuffer.wrap(bytes, offset + taken, whole));
            taken += whole;
        }
        open();
        return taken;
    }

    private void write(ByteBuffer... parts) throws IOException {
        guarded(() -> {
            while (parts[parts.length - 1].hasRemaining()) {
                channel.orElseThrow().write(parts);
            }
        });
    }

    /** Ends the part; its last fragment says so. Nothing leaves before {@link #flush()} unless the buffer is full. */
    void end() throws IOException {
        if ((position - pduStart) % 2 != 0) {
            // A deflated data set may be odd; PS3.5 section A.5 pads it with a null byte.
            append(new byte[1], 0, 1);
        }
        closePdu(control | LAST);
    }

    void flush() throws IOException {
        if (position > 0) {
            int length = position;
            position = 0;
            if (channel.isPresent()) {
                write(buffer.clear().limit(length));
            } else {
                guarded(() -> out.write(buffer.array(), 0, length));
            }
        }
    }

    /** Forgets what has not left yet; only whole PDUs ever leave, so the peer can follow what comes next. */
    void discard() {
        position = 0;
    }

    private void open() throws IOException {
        if (capacity - position < Math.min(maxPdu + PDU_HEADER, capacity)) {
            flush();
        }
        pduStart = position;
        ensure(position + PDU_HEADER + PDV_HEADER);
        position += PDU_HEADER + PDV_HEADER;
    }

    private void closePdu(int controlHeader) {
        putHeader(pduStart, position - pduStart - PDU_HEADER, controlHeader);
    }

    private void putHeader(int at, int length, int controlHeader) {
        buffer.clear()
                .position(at)
                .put((byte) PduType.P_DATA_TF.code())
                .put((byte) 0)
                .putInt(length)
                .putInt(length - 4)
                .put((byte) context)
                .put((byte) controlHeader);
    }

    private void ensure(int length) {
        if (length > buffer.capacity()) {
            int size = Math.min(capacity, Math.max(length, Math.max(FIRST_BUFFER, buffer.capacity() * 4)));
            // An answer can't be refused for want of room; it leaves the less for others.
            memory.force(size - buffer.capacity());
            ByteBuffer grown = channel.isPresent() ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
            buffer = grown.put(buffer.clear().limit(position));
        }
        buffer.clear();
    }

    private void guarded(Write write) throws IOException {
        turn.lock();
        try {
            if (ended) {
                throw new ServiceStoppedException();
            }
            guard.arm(sendLimit);
            write.run();
        } catch (ServiceStoppedException e) {
            throw e;
        } catch (IOException e) {
            if (guard.expired()) {
                throw new AssociationTimeoutException("acceptance of what was sent", sendLimit);
            }
            throw new AssociationLostException("the connection broke while sending", e);
        } finally {
            guard.disarm();
            turn.unlock();
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
