package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MllpServerTest {

    private MllpServer server;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = MllpServer.start(
                address, Thread::new, message -> ("got " + text(message)).getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void answersMessageAfterMessageOnOneConnection() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "\u000bone\u001c\r")).isEqualTo("got one");
            assertThat(exchange(socket, "\u000btwo\u001c\r")).isEqualTo("got two");
        }
    }

    @Test
    void passesOverWhatStandsBetweenMessages() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "\r\n noise \u000bone\u001c")).isEqualTo("got one");
        }
    }

    @Test
    void startsAgainWhereTheSenderDoes() throws IOException {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "\u000bhalf\u000bwhole\u001c\r")).isEqualTo("got whole");
        }
    }

    @Test
    void servesOthersWhileOneIsSilent() throws IOException {
        try (Socket silent = connect();
                Socket other = connect()) {
            silent.getOutputStream().write(0x0B);
            assertThat(exchange(other, "\u000bone\u001c\r")).isEqualTo("got one");
        }
    }

    @Test
    void closesTheConnectionOfAMessageWithoutEnd() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(0x0B);
            byte[] much = new byte[1 << 20];
            java.util.Arrays.fill(much, (byte) 'x');
            try {
                for (int i = 0; i < 8; i++) {
                    socket.getOutputStream().write(much);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("timed out");
            }
            assertThat(isClosed(socket)).isTrue();
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String exchange(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        assertThat(in.read()).isEqualTo(0x0B);
        for (int b = in.read(); b != 0x1C; b = in.read()) {
            assertThat(b).isNotNegative();
            answer.append((char) b);
        }
        assertThat(in.read()).isEqualTo(0x0D);
        return answer.toString();
    }
}
