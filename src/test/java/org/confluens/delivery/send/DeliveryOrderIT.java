package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.confluens.app.TestTransaction;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.RemoteAe;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What belongs together arrives in its order, whatever the PACS answers and however many send; what is refused for now is not lost. */
@ExtendWith(ArquillianExtension.class)
class DeliveryOrderIT {

    private static final int LINES = 12;
    private static final int DOCUMENTS = 38;

    @Inject
    private Settings settings;

    @Inject
    private Outbox outbox;

    @Inject
    private Deliveries deliveries;

    @Inject
    private DeliveryWork work;

    @Inject
    private Breakers breakers;

    @Inject
    private Clock clock;

    @Inject
    private TestTransaction transaction;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Test
    void sendsVersionsInTheirOrderToAPacsThatComesBackWithSeveralSendersAtOnce() throws Exception {
        Map<String, List<Dataset>> lines = enqueued();
        Set<String> uids = uids(lines);
        try (TestPacs pacs = pacs()) {
            sendWithSeveral(uids);

            assertInOrder(pacs, lines);
            assertThat(pacs.stores().stream().filter(uids::contains))
                    .as("each once")
                    .hasSize(DOCUMENTS);
        }
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileThePacsRefusesForAWhile() throws Exception {
        try (TestPacs pacs = pacs()) {
            for (int status : new int[] {0x0110, 0xC000, 0xA700, 0x0124}) {
                int before = pacs.stores().size();
                pacs.answer(DimseStatus.of(status));
                Map<String, List<Dataset>> lines = enqueued();
                Set<String> uids = uids(lines);
                TestPacs.await(() -> !works() && pacs.stores().size() - before >= 4);
                int refused = pacs.stores().size();
                work.send(() -> {});
                work.send(() -> {});
                assertThat(pacs.stores().size() - refused).as("held back").isLessThanOrEqualTo(2);
                assertThat(states(uids)).doesNotContain(DeliveryState.FAILED, DeliveryState.DELIVERED);
                assertThat(attempts(uids)).as("tries of all together").isLessThan(DOCUMENTS);

                pacs.answer(DimseStatus.SUCCESS);
                sendWithSeveral(uids);
                assertInOrder(pacs, lines);
            }
        }
    }

    @Test
    void sendsTheNextVersionOnceTheOneBeforeItIsRefusedForGoodOrGivenUp() throws Exception {
        Dataset first = TestPacs.report();
        Dataset second = TestPacs.report();
        Dataset third = TestPacs.report();
        try (TestPacs pacs = pacs()) {
            pacs.answer(first, DimseStatus.of(0xA900));
            pacs.answer(second, DimseStatus.of(0xC000));
            enqueue("line " + TestPacs.uid(first), first, second, third);
            TestPacs.await(() -> pacs.stores(second) >= 2);
            assertThat(delivery(first).state()).isEqualTo(DeliveryState.FAILED);
            assertThat(delivery(second).problem()).contains("C000H");
            assertThat(pacs.stores(third)).as("waits for the one before").isZero();

            change("refused_since", second, settings.duration("confluens.delivery.give-up-after"));
            TestPacs.await(() -> delivery(third).state() == DeliveryState.DELIVERED);

            assertThat(delivery(second).state()).isEqualTo(DeliveryState.FAILED);
            pacs.answer(first, DimseStatus.SUCCESS);
            pacs.answer(second, DimseStatus.SUCCESS);
            assertThat(deliveries.resendFailed()).isGreaterThanOrEqualTo(2);
            TestPacs.await(() -> states(Set.of(TestPacs.uid(first), TestPacs.uid(second)))
                    .equals(List.of(DeliveryState.DELIVERED, DeliveryState.DELIVERED)));
            assertThat(pacs.stores().lastIndexOf(TestPacs.uid(second)))
                    .isGreaterThan(pacs.stores().lastIndexOf(TestPacs.uid(first)));
        }
    }

    @Test
    void goesByThePlaceAndNotByTheKeyWhichEachNodeTakesInBlocks() throws Exception {
        Dataset first = TestPacs.report();
        Dataset second = TestPacs.report();
        String line = "line " + TestPacs.uid(first);
        transaction.run(() -> {
            outbox.store(first, "test", line);
            outbox.store(second, "test", line);
            swapPlaces(line);
        });
        try (TestPacs pacs = pacs()) {
            sendWithSeveral(Set.of(TestPacs.uid(first), TestPacs.uid(second)));
            assertThat(pacs.stores())
                    .filteredOn(uid -> uid.equals(TestPacs.uid(first)) || uid.equals(TestPacs.uid(second)))
                    .containsExactly(TestPacs.uid(second), TestPacs.uid(first));
        }
    }

    /** Documents of several lines, mixed as people finish them; the PACS may be away or refuse. */
    private Map<String, List<Dataset>> enqueued() throws Exception {
        long seed = System.nanoTime();
        System.out.println("order of the documents: seed " + seed);
        Random random = new Random(seed);
        Map<String, List<Dataset>> lines = new LinkedHashMap<>();
        List<String> names =
                IntStream.range(0, LINES).mapToObj(i -> "line " + Uids.create()).toList();
        for (int i = 0; i < DOCUMENTS; i++) {
            String line = names.get(i < LINES ? i : random.nextInt(LINES));
            Dataset document = TestPacs.report();
            enqueue(line, document);
            lines.computeIfAbsent(line, name -> new ArrayList<>()).add(document);
        }
        return lines;
    }

    /** As two nodes, and the loop of this one, would. */
    private void sendWithSeveral(Set<String> uids) throws InterruptedException {
        List<Thread> senders = IntStream.range(0, 3)
                .mapToObj(i -> new Thread(() -> TestPacs.await(() -> {
                    work.send(() -> {});
                    return states(uids).stream().allMatch(DeliveryState.DELIVERED::equals);
                })))
                .toList();
        breakers.documents(settings.text("confluens.pacs")).probeNow();
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(states(uids)).containsOnly(DeliveryState.DELIVERED);
    }

    private static void assertInOrder(TestPacs pacs, Map<String, List<Dataset>> lines) {
        lines.values().forEach(line -> {
            List<String> uids = line.stream().map(TestPacs::uid).toList();
            assertThat(pacs.stores().stream().filter(uids::contains).distinct()).containsExactlyElementsOf(uids);
        });
    }

    private static Set<String> uids(Map<String, List<Dataset>> lines) {
        return lines.values().stream().flatMap(List::stream).map(TestPacs::uid).collect(Collectors.toUnmodifiableSet());
    }

    private void enqueue(String line, Dataset... documents) throws Exception {
        transaction.run(() -> {
            for (Dataset document : documents) {
                outbox.store(document, "test", line);
            }
        });
    }

    private boolean works() {
        return breakers.documents(settings.text("confluens.pacs"))
                .condition()
                .failingSince()
                .isEmpty();
    }

    private List<DeliveryState> states(Set<String> uids) {
        return all(uids).stream().map(Delivery::state).toList();
    }

    private int attempts(Set<String> uids) {
        return all(uids).stream().mapToInt(Delivery::attempts).sum();
    }

    private List<Delivery> all(Set<String> uids) {
        return deliveries.newest(Optional.empty(), Optional.empty(), 1000).stream()
                .filter(delivery -> uids.contains(delivery.sopInstanceUid()))
                .toList();
    }

    private Delivery delivery(Dataset document) {
        return all(Set.of(TestPacs.uid(document))).get(0);
    }

    private TestPacs pacs() throws IOException {
        RemoteAe address = RemoteAe.parse(settings.text("confluens.pacs"));
        return new TestPacs(address.aeTitle(), address.port());
    }

    private void change(String column, Dataset document, Duration ago) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update delivery set " + column + " = ?, version = version + 1 where sop_instance_uid = ?")) {
            update.setObject(1, clock.instant().minus(ago).atOffset(ZoneOffset.UTC));
            update.setString(2, TestPacs.uid(document));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private void swapPlaces(String line) throws SQLException {
        for (String sql : List.of("place = -place", "place = 3 + place")) {
            try (Connection connection = database.getConnection();
                    PreparedStatement update = connection.prepareStatement(
                            "update delivery set " + sql + ", version = version + 1 where line = ?")) {
                update.setString(1, line);
                assertThat(update.executeUpdate()).isEqualTo(2);
            }
        }
    }
}
