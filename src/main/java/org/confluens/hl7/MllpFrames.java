package org.confluens.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.confluens.platform.memory.MemoryBudget;

/**
 * Messages between the start and end blocks of the Minimal Lower Layer Protocol: 0B, the message, 1C 0D. Bytes between
 * messages are passed over. Memory grows with the bytes that came, up to a limit, never with what a peer announces.
 */
final class MllpFrames {

    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int RETURN = 0x0D;

    /** Memory is taken for so many bytes at a time. */
    private static final int STEP = 1024;

    /** Its bytes, its text, and what the parser makes of them. */
    private static final int COPIES = 8;

    private final Socket socket;
    private final InputStream in;
    private final int limit;
    private final Duration idle;
    private final Duration patience;
    private final MemoryBudget memory;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int available;

    /**
     * Frames of a connection.
     *
     * @param limit the longest message, bytes
     * @param idle how long to wait for a message to begin
     * @param patience how long one message may take from its first byte to its end block
     * @param memory what all peers together may take
     */
    MllpFrames(Socket socket, int limit, Duration idle, Duration patience, MemoryBudget memory) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.limit = limit;
        this.idle = idle;
        this.patience = patience;
        this.memory = memory;
    }

    /** A message that there is no memory for now, of which this is the beginning; the connection can't be used further. */
    static final class NoMemoryException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient byte[] beginning;

        NoMemoryException(byte[] beginning) {
            super("the memory for what peers send is spent");
            this.beginning = beginning;
        }

        byte[] beginning() {
            return beginning.clone();
        }
    }

    /** A message longer than is taken; the connection can't be used further. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient byte[] beginning;

        TooLongException(byte[] beginning, int limit) {
            super("an HL7 message has more than " + limit + " bytes");
            this.beginning = beginning;
        }

        byte[] beginning() {
            return beginning.clone();
        }
    }

    /** A message that its sender began and did not end. */
    static final class UnfinishedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient byte[] beginning;

        UnfinishedException(byte[] beginning, String why) {
            super(why);
            this.beginning = beginning;
        }

        byte[] beginning() {
            return beginning.clone();
        }
    }

    /** The next message; nothing when the peer has closed the connection between messages. */
    Optional<byte[]> next(MemoryBudget.Share share) throws IOException {
        long end = System.nanoTime() + idle.toNanos();
        int b = read(end);
        while (b != START) {
            if (b < 0) {
                return Optional.empty();
            }
            b = read(end);
        }
        return Optional.of(rest(share));
    }

    /** What a message takes until it is answered. */
    MemoryBudget.Share share() {
        return memory.share(COPIES);
    }

    /** The next byte, or -1 at the end of the stream; however many come, not after a point of time. */
    private int read(long end) throws IOException {
        if (position == available) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("nothing came in time");
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            position = 0;
            available = Math.max(0, in.read(buffer));
            if (available == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    private byte[] rest(MemoryBudget.Share share) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (int b = read(end); b != END; b = read(end)) {
                if (b < 0) {
                    throw new UnfinishedException(message.toByteArray(), "the connection was closed within a message");
                }
                if (message.size() == limit) {
                    throw new TooLongException(message.toByteArray(), limit);
                }
                if (message.size() % STEP == 0 && !share.take(STEP)) {
                    throw new NoMemoryException(message.toByteArray());
                }
                if (b == START) {
                    message.reset(); // the peer gave up what it had begun and starts again
                } else {
                    message.write(b);
                }
            }
        } catch (SocketTimeoutException e) {
            throw new UnfinishedException(message.toByteArray(), "the message did not end in time");
        } catch (SocketException e) {
            throw new UnfinishedException(message.toByteArray(), "the connection broke within a message");
        }
        return message.toByteArray();
    }

    static void write(OutputStream out, byte[] message) throws IOException {
        byte[] framed = new byte[message.length + 3];
        framed[0] = START;
        System.arraycopy(message, 0, framed, 1, message.length);
        framed[message.length + 1] = END;
        framed[message.length + 2] = RETURN;
        out.write(framed);
        out.flush();
    }
}
