package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages as no standard means them, on one connection to a listening port: each is answered, and none is lost. */
class OddMessagesTest {
    private static final Pattern CODE = Pattern.compile("\rERR\\W\\W[^\r]*?\\W(\\d{3})\\W");

    /** What is odd about a message, how it is to be acknowledged, and its text. */
    private record Odd(String what, String answer, String message) {}

    private WorklistDatabase database;
    private MllpServer server;

    @BeforeEach
    void listen() throws Exception {
        database = WorklistDatabase.inMemory();
        MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
        WorklistDatabase.Wired wired = database.wired();
        Hl7Receiver receiver = new Hl7Receiver(
                new Hl7Inbox(wired.worklist(), wired.patients(), log, new IdentifierChoice("", WorklistDatabase.CLOCK))
                        ::carryOut,
                log,
                new Acknowledgement(WorklistDatabase.CLOCK));
        server = MllpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Thread::new,
                new MllpServer.Limits(
                        10, 10, 1 << 20, Duration.ofMinutes(1), Duration.ofMinutes(1), MemoryBudget.unlimited()),
                from -> Optional.of(receiver));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        database.close();
    }

    @Test
    void eachIsAnsweredAsTheListSaysAndNoneIsLost() throws Exception {
        List<Odd> messages = messages();
        List<String> answers = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            for (Odd odd : messages) {
                answers.add(odd.what() + ": " + code(exchange(socket, odd.message())));
            }
        }

        assertThat(messages).hasSizeGreaterThan(90);
        assertThat(answers)
                .isEqualTo(messages.stream()
                        .map(odd -> odd.what() + ": " + odd.answer())
                        .toList());
        long refused =
                messages.stream().filter(odd -> !odd.answer().equals("AA")).count();
        assertThat(count("code <> 'AA'")).isEqualTo(refused);
        assertThat(count("code = 'AA'")).isGreaterThan(50);
    }

    private static List<Odd> messages() throws IOException {
        try (InputStream file = OddMessagesTest.class.getResourceAsStream("odd-messages.txt")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            List<Odd> messages = new ArrayList<>();
            for (String line : lines) {
                String[] cells = line.split("\t", -1);
                messages.add(new Odd(
                        cells[0],
                        cells[1],
                        cells[2].replace("<CR>", "\r")
                                .replace("<LF>", "\n")
                                .replace("<BEL>", "\u0007")
                                .replace("{n}", String.valueOf(messages.size() + 1))));
            }
            return messages;
        }
    }

    private static String code(String answer) {
        int msa = answer.indexOf("\rMSA");
        assertThat(msa).as(answer).isPositive();
        String kind = answer.substring(msa + 5, msa + 7);
        Matcher error = CODE.matcher(answer);
        return error.find() ? kind + " " + error.group(1) : kind;
    }

    private static String exchange(Socket socket, String message) throws IOException {
        MllpFrames.write(socket.getOutputStream(), message.getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        for (int b = in.read(); b != 0x1C; b = in.read()) {
            assertThat(b).as("the connection is open").isNotNegative();
            answer.append((char) b);
        }
        assertThat(in.read()).isEqualTo(0x0D);
        return answer.toString();
    }

    private long count(String condition) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from hl7_message where " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }
}
