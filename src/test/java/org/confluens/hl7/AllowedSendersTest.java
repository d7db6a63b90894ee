package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedSendersTest {

    @ParameterizedTest
    @CsvSource({
        "*,                        10.1.2.3, HIS|HOSP,            true",
        "HIS,                      10.1.2.3, HIS|HOSP,            true",
        "HIS,                      10.1.2.3, RIS|HOSP,            false",
        "HIS,                      10.1.2.3, his|HOSP,            false",
        "HIS|HOSP,                 10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP,                 10.1.2.3, HIS|OTHER,           false",
        "HIS|HOSP,                 10.1.2.3, HIS|,                false",
        "*|HOSP,                   10.1.2.3, RIS|HOSP,            true",
        "HIS|HOSP@10.1.0.0/16,     10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP@10.1.0.0/16,     10.2.2.3, HIS|HOSP,            false",
        "HIS|HOSP@10.1.2.3,        10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP@10.1.2.3,        10.1.2.4, HIS|HOSP,            false",
        "*@2001:db8::/32,          2001:db8::7, HIS|HOSP,         true",
        "*@2001:db8::/32,          10.1.2.3, HIS|HOSP,            false",
        "'RIS, HIS|HOSP@10.1.2.3', 10.1.2.3, HIS|HOSP,            true",
        "HIS|HOSP,                 10.1.2.3, HIS^1.2.3^ISO|HOSP,  true",
        "HIS^1.2.3^ISO|HOSP,       10.1.2.3, HIS^1.2.3^ISO|HOSP,  true",
        "HIS^1.2.3^ISO|HOSP,       10.1.2.3, HIS|HOSP,            false",
    })
    void knowsASenderByItsNameAndPlace(String rules, String from, String sender, boolean allowed)
            throws UnknownHostException {
        Header header = Header.parse("MSH|^~\\&|" + sender + "|CONFLUENS||20261123||ORM^O01|1|P|2.5\r");
        assertThat(AllowedSenders.parse(rules).contain(InetAddress.getByName(from), header))
                .isEqualTo(allowed);
    }

    @Test
    void refusesANetworkThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedSenders.parse("HIS@10.1.0.0/33"));
    }

    @Test
    void answersAStrangerArAndKeepsNothingOfIt() throws Exception {
        try (WorklistDatabase database = WorklistDatabase.inMemory()) {
            MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK);
            Hl7Receiver receiver = new Hl7Receiver(
                    header -> AllowedSenders.parse("HIS|HOSP").contain(InetAddress.getLoopbackAddress(), header),
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
        AllowedSenders senders = AllowedSenders.parse("HIS|HOSP@10.1.2.3");
        try (MllpServer server = MllpServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Thread::new, limits, from -> {
                            assertThat(senders.isAnyFrom(from)).isFalse();
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
