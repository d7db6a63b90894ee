package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.platform.memory.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one host begins and does not end takes neither the connections nor the memory of the others. */
class MllpFloodTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private static final String NAMED = "127.0.0.3";

    private final AtomicInteger unfinished = new AtomicInteger();

    private final MllpServer.Receiver receiver = new MllpServer.Receiver() {
        @Override
        public byte[] answer(byte[] message) {
            return bytes("got " + message.length);
        }

        @Override
        public byte[] answerTooLong(byte[] beginning, int limit) {
            return bytes("too long");
        }

        @Override
        public byte[] answerLater(byte[] beginning) {
            return bytes("later");
        }

        @Override
        public void unfinished(byte[] beginning) {
            unfinished.incrementAndGet();
        }
    };

    @Test
    void letsAnotherHostSendItsOrdersWhileAHundredMessagesAreBegun() throws IOException {
        MllpServer.Limits limits = new MllpServer.Limits(100, 100, 1 << 20, LONG, LONG, MemoryBudget.unlimited());
        List<Socket> begun = new ArrayList<>();
        try (MllpServer server = start(limits)) {
            for (int i = 0; i < 150; i++) {
                begun.add(begin(server, "127.0.0.2", "MSH|begun"));
            }
            for (int i = 0; i < 20; i++) {
                try (Socket other = begin(server, "127.0.0.3", "MSH|order\u001c\r")) {
                    assertThat(answer(other)).as("order %d", i).isEqualTo("got 9");
                }
            }
        } finally {
            for (Socket socket : begun) {
                socket.close();
            }
        }
    }

    /** Of forty hosts each stays below what one host may have. Who is not named is another host each time, that has none. */
    @ParameterizedTest
    @CsvSource({
        "MSH|begun, true",
        "'', true",
        "MSH|whole\u001c\r, true",
        "MSH|begun, false",
        "'', false",
        "MSH|whole\u001c\r, false"
    })
    void letsAnotherHostSendItsOrdersWhileFortyHostsTakeWhatTheyCan(String flood, boolean named) throws IOException {
        MllpServer.Limits limits = new MllpServer.Limits(100, 50, 1 << 20, LONG, LONG, MemoryBudget.unlimited());
        List<Socket> held = new ArrayList<>();
        int answered = 0;
        try (MllpServer server = start(limits)) {
            for (int i = 0; i < 400; i++) {
                String host = "127.0.4." + (i % 40 + 1);
                held.add(flood.isEmpty() ? connect(server, host) : begin(server, host, flood));
            }
            for (int i = 1; i <= 20; i++) {
                String from = named ? NAMED : "127.0.3." + i;
                try (Socket other = begin(server, from, "MSH|order\u001c\r")) {
                    answered += answer(other).equals("got 9") ? 1 : 0;
                }
            }
            assertThat(unfinished).as("what gives way is not kept one by one").hasValue(0);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        assertThat(answered).isEqualTo(20);
    }

    @Test
    void endsABegunMessageSoonWhateverDripsInAndASilentConnectionLater() throws IOException {
        MllpServer.Limits limits =
                new MllpServer.Limits(10, 10, 1 << 20, LONG, Duration.ofMillis(300), MemoryBudget.unlimited());
        try (MllpServer server = start(limits);
                Socket silent = connect(server, "127.0.0.2");
                Socket begun = begin(server, "127.0.0.2", "MSH|begun");
                Socket dripping = begin(server, "127.0.0.2", "MSH|begun")) {
            assertThat(begun.getInputStream().read()).isNegative();
            assertThat(drippedUntilClosed(dripping)).isTrue();
            assertThat(unfinished).hasValue(2);
            silent.getOutputStream().write(bytes("\u000bMSH|late\u001c\r"));
            assertThat(answer(silent)).isEqualTo("got 8");
        }
    }

    private static boolean drippedUntilClosed(Socket socket) throws IOException {
        try {
            for (int i = 0; i < 100_000; i++) {
                socket.getOutputStream().write('x');
            }
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void answersLaterWhereTheMemoryForWhatPeersSendIsSpent() throws IOException {
        MemoryBudget budget = MemoryBudget.of(2 << 20);
        MllpServer.Limits limits = new MllpServer.Limits(10, 10, 1 << 20, LONG, LONG, budget);
        String message = "x".repeat(200_000);
        try (MllpServer server = start(limits)) {
            try (Socket holding = begin(server, "127.0.0.2", message);
                    Socket refused = connect(server, "127.0.0.3")) {
                while (budget.taken() < 8 * 190_000) {
                    Thread.onSpinWait();
                }
                refused.getOutputStream().write(bytes("\u000b" + message + "\u001c\r"));
                assertThat(answer(refused)).isEqualTo("later");
                assertThat(refused.getInputStream().read()).isNegative();
                holding.getOutputStream().write(bytes("\u001c\r"));
                assertThat(answer(holding)).isEqualTo("got 200000");
            }
            try (Socket again = begin(server, "127.0.0.3", message + "\u001c\r")) {
                assertThat(answer(again)).isEqualTo("got 200000");
                again.getOutputStream().write(bytes("\u000b" + message + "\u001c\r"));
                assertThat(answer(again)).isEqualTo("got 200000");
            }
        }
    }

    private MllpServer start(MllpServer.Limits limits) throws IOException {
        return MllpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Thread::new, limits, new MllpServer.Door() {
                    @Override
                    public Optional<MllpServer.Receiver> receiver(InetAddress from) {
                        return Optional.of(receiver);
                    }

                    @Override
                    public boolean names(InetAddress host) {
                        return host.getHostAddress().equals(NAMED);
                    }
                });
    }

    private static Socket connect(MllpServer server, String from) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Socket begin(MllpServer server, String from, String message) throws IOException {
        Socket socket = connect(server, from);
        try {
            socket.getOutputStream().write(bytes("\u000b" + message));
        } catch (SocketException e) {
            // It is refused, as it should be.
        }
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        int b = socket.getInputStream().read();
        for (b = socket.getInputStream().read();
                b != 0x1C;
                b = socket.getInputStream().read()) {
            if (b < 0) {
                return "closed";
            }
            answer.append((char) b);
        }
        socket.getInputStream().read();
        return answer.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
