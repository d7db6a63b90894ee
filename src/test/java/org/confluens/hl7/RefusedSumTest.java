package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.worklist.WorklistDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one sender has refused, however much of it, stays within the bound of the sum; what was carried out stays. */
class RefusedSumTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private WorklistDatabase database;

    @BeforeEach
    void openDatabase() throws Exception {
        database = WorklistDatabase.inMemory();
    }

    @AfterEach
    void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void keepsEveryRefusedMessageUpToTheNumber() throws Exception {
        MessageLog log = flood(new RefusedSum(50, 1 << 20), 50, 10);

        assertThat(log.refusals(1000)).hasSize(50);
        assertThat(log.droppedRefusals()).isZero();
    }

    @Test
    void dropsTheOldestBeyondTheNumberAndNothingThatWasCarriedOut() throws Exception {
        MessageLog log = flood(new RefusedSum(50, 1 << 20), 200, 10);
        List<RefusedMessage> left = log.refusals(1000);

        assertThat(left).hasSizeBetween(45, 50);
        assertThat(left.get(0).controlId()).isEqualTo("199");
        assertThat(left.get(left.size() - 1).controlId()).isEqualTo(Integer.toString(200 - left.size()));
        assertThat(log.droppedRefusals()).isEqualTo(200 - left.size());
        assertThat(number("select count(*) from hl7_message where code = 'AA'")).isEqualTo(20);
    }

    @Test
    void dropsTheOldestBeyondTheBytes() throws Exception {
        MessageLog log = flood(new RefusedSum(1000, 100_000), 60, 9_000);
        List<RefusedMessage> left = log.refusals(1000);

        assertThat(number("select sum(octet_length(message)) from hl7_message where code <> 'AA'"))
                .isBetween(80_000L, 100_000L);
        assertThat(left.get(0).controlId()).isEqualTo("59");
        assertThat(log.droppedRefusals()).isEqualTo(60 - left.size());
    }

    @Test
    void letsTheSettledGiveWayBeforeOneThatNobodyHasDealtWith() throws Exception {
        RefusedSum sum = new RefusedSum(50, 1 << 20);
        MessageLog log = flood(sum, 50, 10);
        log.refusals(10).forEach(refusal -> log.settle(refusal.id()));
        send(log, 50, 51, 10);

        assertThat(log.refusals(1000)).hasSize(41);
        assertThat(log.droppedRefusals()).isEqualTo(6);
    }

    private MessageLog flood(RefusedSum sum, int messages, int size) throws Exception {
        MessageLog log = new MessageLog(database.dataSource(), WorklistDatabase.CLOCK, sum);
        for (int i = 0; i < 20; i++) {
            String message = message("ADT^A08", "carried-out-" + i, 10);
            log.carriedOut(Header.parse(message), message);
        }
        send(log, 0, messages, size);
        return log;
    }

    /** Over the wire, as a sender that may send. */
    private static void send(MessageLog log, int from, int to, int size) throws Exception {
        Hl7Receiver receiver =
                new Hl7Receiver((header, message) -> refuse(), log, new Acknowledgement(WorklistDatabase.CLOCK));
        MllpServer.Limits limits = new MllpServer.Limits(10, 10, 1 << 20, LONG, LONG, MemoryBudget.unlimited());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MllpServer server = MllpServer.start(any, Thread::new, limits, door(receiver))) {
            for (int i = from; i < to; i++) {
                assertThat(MllpSender.send(server.port(), message("ADT^A08", Integer.toString(i), size)))
                        .contains("MSA|AE|" + i);
            }
        }
    }

    private static MllpServer.Door door(MllpServer.Receiver receiver) {
        return new MllpServer.Door() {
            @Override
            public Optional<MllpServer.Receiver> receiver(InetAddress from) {
                return Optional.of(receiver);
            }

            @Override
            public boolean names(InetAddress host) {
                return true;
            }
        };
    }

    private static boolean refuse() throws RefusedMessageException {
        throw new RefusedMessageException(
                RefusedMessageException.Kind.AE, RefusedMessageException.Code.DATA_TYPE_ERROR, "", "refused");
    }

    private static String message(String type, String id, int size) {
        return "MSH|^~\\&|HIS|H|CONFLUENS|H|20261123080000||" + type + "|" + id + "|P|2.5\rPID|||P1^^^TEST||"
                + "X".repeat(size) + "\r";
    }

    private long number(String sql) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
