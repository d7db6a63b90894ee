package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.confluens.config.Settings;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.rights.Peers;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages of senders that may not send them. */
class StrangersTest {

    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    private static Peers peers(String rows) {
        return Peers.of(Settings.of(Map.of("confluens.peers", rows)));
    }

    @ParameterizedTest
    @CsvSource({
        // Rights, message, and the answer.
        "order,        ORM^O01, AA",
        "order,        OMI^O23, AA",
        "order,        ADT^A08, AR|201",
        "order,        ADT^A40, AR|201",
        "update,       ADT^A01, AA",
        "update,       ADT^A08, AA",
        "update,       ADT^A31, AA",
        "update,       ADT^A40, AR|201",
        "update,       ORM^O01, AR|201",
        "merge,        ADT^A40, AA",
        "merge,        ADT^A08, AR|201",
        "merge,        OMI^O23, AR|201",
        "order+update, ADT^A40, AR|201",
        "order+merge,  ADT^A40, AA",
    })
    void carriesOutOnlyWhatTheSenderMay(String rights, String type, String answer) throws Exception {
        try (WorklistDatabase database = WorklistDatabase.inMemory()) {
            MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
            List<String> done = new ArrayList<>();
            Hl7Receiver receiver = new Hl7Receiver(
                    header -> peers("HIS|*@127.0.0.1=" + rights).rights(header.sender(LOCAL)),
                    () -> true,
                    (header, message) -> done.add(message),
                    log,
                    new Acknowledgement(WorklistDatabase.CLOCK));
            byte[] message = ("MSH|^~\\&|HIS|HOSP|||20261123||" + type + "|7|P|2.5\r").getBytes(StandardCharsets.UTF_8);

            String said = new String(receiver.answer(message), StandardCharsets.UTF_8);

            boolean carriedOut = answer.equals("AA");
            assertThat(said).contains("MSA|" + answer.substring(0, 2) + "|7");
            assertThat(done).hasSize(carriedOut ? 1 : 0);
            assertThat(log.refusals(10)).as("a person sees it").hasSize(carriedOut ? 0 : 1);
            if (!carriedOut) {
                assertThat(said).contains("|201^").contains("no right to this message");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7\n2026-01-01 SEVERE everything is lost", "7\u001b[2J", "7\u0085X", "7\u2028X", "7"})
    void logsNothingOfAMessageBeforeItsSenderIsAccepted(String controlId) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger logger = Logger.getLogger("org.confluens.hl7");
        logger.addHandler(handler);
        try (WorklistDatabase database = WorklistDatabase.inMemory()) {
            MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
            Hl7Receiver receiver = new Hl7Receiver(
                    header -> peers("HIS|HOSP@127.0.0.1=order").rights(header.sender(LOCAL)),
                    () -> true,
                    (header, message) -> true,
                    log,
                    new Acknowledgement(WorklistDatabase.CLOCK));
            byte[] message = ("MSH|^~\\&|EVILAPP|EVILHOSP|||20261123||ORM^O01EVIL|EVIL" + controlId + "|P|2.5\r")
                    .getBytes(StandardCharsets.UTF_8);

            receiver.answer(message);
            receiver.answerTooLong(message, 10);
            receiver.unfinished(message);

            assertThat(lines).hasSize(3).noneMatch(line -> line.contains("EVIL"));
            assertThat(log.refusals(10)).isEmpty();
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void answersAStrangerArAndKeepsNothingOfIt() throws Exception {
        try (WorklistDatabase database = WorklistDatabase.inMemory()) {
            MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
            Hl7Receiver receiver = new Hl7Receiver(
                    header -> peers("HIS|HOSP@127.0.0.1=order").rights(header.sender(LOCAL)),
                    () -> true,
                    (header, message) -> {
                        throw new IllegalStateException("carried out");
                    },
                    log,
                    new Acknowledgement(WorklistDatabase.CLOCK));
            byte[] message = "MSH|^~\\&|EVIL|HOSP|||20261123||ORM^O01|7|P|2.5\rPID|||P1^^^TEST||DOE^JANE\r"
                    .getBytes(StandardCharsets.UTF_8);

            assertThat(new String(receiver.answer(message), StandardCharsets.UTF_8))
                    .contains("MSA|AR|7")
                    .contains("ERR||MSH^1^3|204^");
            assertThat(new String(receiver.answerTooLong(message, 10), StandardCharsets.UTF_8))
                    .contains("MSA|AR|7")
                    .contains("|204^");
            receiver.unfinished(message);
            assertThat(log.refusals(10)).isEmpty();
        }
    }

    @Test
    void closesTheConnectionFromAPlaceThatNobodyMaySendFrom() throws IOException {
        MllpServer.Limits limits = new MllpServer.Limits(
                3, 3, 1 << 20, Duration.ofSeconds(2), Duration.ofSeconds(2), MemoryBudget.unlimited());
        Peers senders = peers("HIS|HOSP@10.1.2.3=order");
        try (MllpServer server = MllpServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Thread::new, limits, from -> {
                            assertThat(senders.isAnySenderFrom(from)).isFalse();
                            return Optional.empty();
                        });
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void forgetsWhatWasCarriedOutOrSettledLongAgoOnly() throws Exception {
        try (WorklistDatabase database = WorklistDatabase.inMemory()) {
            MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
            Instant now = WorklistDatabase.CLOCK.instant();
            String done = "MSH|^~\\&|HIS|HOSP|||20261123||ORM^O01|1|P|2.5\r";
            log.carriedOut(Header.parse(done), done);
            for (String id : List.of("2", "3")) {
                String refused = done.replace("|1|P|", "|" + id + "|P|");
                log.refused(
                        Header.parse(refused), refused, RefusedMessageException.missing("PID^1^3", "The patient's id"));
            }
            long settled = log.refusals(10).get(0).id();
            log.settle(settled);

            assertThat(log.forgetBefore(now)).as("all are of now").isZero();
            assertThat(log.isCarriedOut(done)).isTrue();
            assertThat(log.forgetBefore(now.plusSeconds(1))).isEqualTo(2);

            assertThat(log.isCarriedOut(done)).isFalse();
            assertThat(log.refusedText(settled)).isEmpty();
            assertThat(log.refusals(10))
                    .singleElement()
                    .satisfies(left -> assertThat(left.controlId()).isEqualTo("2"));
        }
    }
}
