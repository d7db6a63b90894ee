package org.confluens.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Messages between the start and end blocks of the Minimal Lower Layer Protocol: 0B, the message, 1C 0D. Bytes between
 * messages are passed over. Memory grows with the bytes that came, up to a limit, never with what a peer announces.
 */
final class MllpFrames {

    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int RETURN = 0x0D;

    private final InputStream in;
    private final int limit;
    private final Duration patience;

    /**
     * Frames of a connection.
     *
     * @param limit the longest message, bytes
     * @param patience how long one message may take from its first byte to its end block
     */
    MllpFrames(InputStream in, int limit, Duration patience) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
        this.patience = patience;
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
    Optional<byte[]> next() throws IOException {
        int b = in.read();
        while (b != START) {
            if (b < 0) {
                return Optional.empty();
            }
            b = in.read();
        }
        return Optional.of(rest());
    }

    private byte[] rest() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        long begun = System.nanoTime();
        try {
            for (int b = in.read(); b != END; b = in.read()) {
                if (b < 0) {
                    throw new UnfinishedException(message.toByteArray(), "the connection was closed within a message");
                }
                if (message.size() == limit) {
                    throw new TooLongException(message.toByteArray(), limit);
                }
                if (!patience.isZero() && System.nanoTime() - begun > patience.toNanos()) {
                    throw new SocketTimeoutException("the message took too long");
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
