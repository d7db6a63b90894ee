package org.confluens.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends messages to a service on this machine, as a hospital's system would. */
public final class MllpSender {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int END = 0x1c;

    private MllpSender() {}

    /** The answer to one message, sent on a connection of its own. */
    public static String send(int port, String message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0 && next != END; next = in.read()) {
                answer.write(next);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
