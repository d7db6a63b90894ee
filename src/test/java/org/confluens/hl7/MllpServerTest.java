package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confluens.platform.memory.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MllpServerTest {

    private MllpServer server;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = MllpServer.start(
                address,
                this::thread,
                new MllpServer.Limits(
                        3, 3, 1 << 20, Duration.ofSeconds(2), Duration.ofSeconds(2), MemoryBudget.unlimited()),
                from -> Optional.of(receiver));
    }

    private volatile boolean outOfThreads;

    private Thread thread(Runnable work) {
        if (outOfThreads) {
            throw new IllegalStateException("no more threads");
        }
        return new Thread(work);
    }

    private final BlockingQueue<String> unfinished = new LinkedBlockingQueue<>();

    private final MllpServer.Receiver receiver = new MllpServer.Receiver() {
        @Override
        public byte[] answer(byte[] message) {
            return ("got " + text(message)).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] answerTooLong(byte[] beginning, int limit) {
            return ("more than " + limit).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] answerLater(byte[] beginning) {
            return "later".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void unfinished(byte[] beginning) {
            unfinished.add(text(beginning));
        }
    };

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
    void answersAMessageThatIsTooLongBeforeItCloses() throws IOException {
        try (Socket socket = connect()) {
            String answer = exchange(socket, "\u000b" + "x".repeat((1 << 20) + 1));

            assertThat(answer).isEqualTo("more than " + (1 << 20));
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void reportsAMessageThatItsSenderDidNotEnd() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("\u000bhalf".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(unfinished.poll(10, TimeUnit.SECONDS)).isEqualTo("half");
    }

    @Test
    void givesUpASenderThatIsTooSlow() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("\u000bslow".getBytes(StandardCharsets.UTF_8));

            assertThat(unfinished.poll(10, TimeUnit.SECONDS)).isEqualTo("slow");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void servesAsManyConnectionsAsItMayAndTheNextOnceOneIsClosed() throws Exception {
        try (Socket one = connect();
                Socket two = connect()) {
            Socket three = connect();
            assertThat(exchange(three, "\u000b3\u001c\r")).isEqualTo("got 3");
            assertThat(exchange(two, "\u000b2\u001c\r")).isEqualTo("got 2");
            try (Socket refused = connect()) {
                assertThat(refused.getInputStream().read()).isNegative();
            }
            three.close();
            assertThat(exchange(one, "\u000b1\u001c\r")).isEqualTo("got 1");
        }
    }

    @Test
    void closesAConnectionThatIsSilentBetweenMessagesAndReportsNothing() throws Exception {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "\u000bone\u001c\r")).isEqualTo("got one");

            assertThat(socket.getInputStream().read()).isNegative();
            assertThat(unfinished).isEmpty();
        }
    }

    @Test
    void outlivesAMomentWithoutThreads() throws Exception {
        outOfThreads = true;
        try (Socket refused = connect()) {
            assertThat(refused.getInputStream().read()).isNegative();
        }
        outOfThreads = false;

        try (Socket socket = connect()) {
            assertThat(exchange(socket, "\u000bone\u001c\r")).isEqualTo("got one");
        }
    }

    @Test
    void answersEveryMessageOfOnePacket() throws Exception {
        try (Socket socket = connect()) {
            assertThat(exchange(socket, "\u000bone\u001c\r\u000btwo\u001c\r\u000bthree\u001c\r"))
                    .isEqualTo("got one");
            assertThat(exchange(socket, "")).isEqualTo("got two");
            assertThat(exchange(socket, "")).isEqualTo("got three");
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
