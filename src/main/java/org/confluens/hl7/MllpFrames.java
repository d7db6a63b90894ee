package org.confluens.hl7;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    MllpFrames(InputStream in, int limit) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
    }

    /** A message longer than is taken; the connection can't be used further. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(int limit) {
            super("an HL7 message has more than " + limit + " bytes");
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
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (b = in.read(); b != END; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection was closed within a message");
            }
            if (message.size() == limit) {
                throw new TooLongException(limit);
            }
            if (b == START) {
                message.reset(); // the peer gave up what it had begun and starts again
            } else {
                message.write(b);
            }
        }
        return Optional.of(message.toByteArray());
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
