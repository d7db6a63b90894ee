package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.confluens.app.TestTransaction;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Delivery;
import org.confluens.delivery.outbox.DeliveryState;
import org.confluens.delivery.outbox.Outbox;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.dimse.DimseStatus;
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
    private Deliveries deliveries;

    @Inject
    private DeliveryWork work;

    @Inject
    private Outbox outbox;

    @Inject
    private TestDeliveries left;

    @Inject
    private TestTransaction transaction;

    @Test
    void sendsVersionsInTheirOrderToAPacsThatComesBackWithSeveralSendersAtOnce() throws Exception {
        Map<String, List<Dataset>> lines = enqueued();
        Set<String> uids = uids(lines);
        try (TestPacs pacs = left.pacs()) {
            sendWithSeveral(uids);

            assertInOrder(pacs, lines);
            assertThat(pacs.stores().stream().filter(uids::contains))
                    .as("each once")
                    .hasSize(DOCUMENTS);
        }
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileThePacsRefusesForAWhile() throws Exception {
        try (TestPacs pacs = left.pacs()) {
            for (int status : new int[] {0x0110, 0xC000, 0xA700, 0x0124}) {
                int before = pacs.stores().size();
                pacs.answer(DimseStatus.of(status));
                Map<String, List<Dataset>> lines = enqueued();
                Set<String> uids = uids(lines);
                TestPacs.await(() -> !left.works() && pacs.stores().size() - before >= 4);
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
        try (TestPacs pacs = left.pacs()) {
            pacs.answer(first, DimseStatus.of(0xA900));
            pacs.answer(second, DimseStatus.of(0xC000));
            left.leave("line " + TestPacs.uid(first), first, second, third);
            TestPacs.await(() -> pacs.stores(second) >= 2);
            assertThat(left.of(first).state()).isEqualTo(DeliveryState.FAILED);
            assertThat(left.of(second).problem()).contains("C000H");
            assertThat(pacs.stores(third)).as("waits for the one before").isZero();

            left.move(
                    second,
                    "refused_since",
                    settings.duration("confluens.delivery.give-up-after").negated());
            TestPacs.await(() -> left.of(third).state() == DeliveryState.DELIVERED);

            assertThat(left.of(second).state()).isEqualTo(DeliveryState.FAILED);
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
            left.update("update delivery set place = -place, version = version + 1 where line = ?", line);
            left.update("update delivery set place = 3 + place, version = version + 1 where line = ?", line);
        });
        try (TestPacs pacs = left.pacs()) {
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
            left.leave(line, document);
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
        left.probe();
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

    private List<DeliveryState> states(Set<String> uids) {
        return left.of(uids).stream().map(Delivery::state).toList();
    }

    private int attempts(Set<String> uids) {
        return left.of(uids).stream().mapToInt(Delivery::attempts).sum();
    }
}
