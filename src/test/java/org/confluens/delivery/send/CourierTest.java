package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.destination.Breaker;
import org.confluens.destination.Meaning;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

/** What is noted of a document depends on whether its destination works with others. */
class CourierTest {

    private final Breaker breaker = new Breaker(Clock.systemUTC(), () -> 0L);
    private final List<SendResult> noted = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries() {
        @Override
        public boolean isStillOurs(Parcel parcel) {
            return true;
        }

        @Override
        public void settle(Parcel parcel, SendResult result) {
            noted.add(result);
        }

        @Override
        public void allDue() {}
    };

    @Test
    void silenceCountsAgainstADocumentOnlyWhileItsDestinationWorks() {
        send(1, SendResult.brokenOff("no answer"));
        assertThat(noted).last().returns(Meaning.TEMPORARY, SendResult::meaning);
        send(2, SendResult.brokenOff("no answer"));
        send(3, SendResult.brokenOff("no answer"));
        assertThat(breaker.condition().failingSince()).isPresent();

        for (long probe = 1; probe <= 5; probe++) {
            send(probe, SendResult.brokenOff("no answer"));
            assertThat(noted)
                    .last()
                    .returns(Meaning.AWAY, SendResult::meaning)
                    .returns("no answer", SendResult::comment);
        }
        assertThat(breaker.condition().probes()).isEqualTo(5);
        send(4, SendResult.stored(200));
        assertThat(breaker.condition().failingSince()).isEmpty();
        send(5, SendResult.brokenOff("no answer"));
        assertThat(noted).last().returns(Meaning.TEMPORARY, SendResult::meaning);
    }

    @Test
    void anAnswerCountsAgainstADocumentAlways() {
        Map<Long, SendResult> answers = Map.of(
                1L, SendResult.ofReason(0x0110),
                2L, SendResult.ofHttp(409, "no word"),
                3L, SendResult.of(Meaning.TEMPORARY, "presentation context refused, result 1", "no context"));
        answers.forEach(this::send);
        assertThat(breaker.condition().failingSince()).isPresent();
        answers.forEach(this::send);
        assertThat(noted)
                .hasSize(6)
                .allSatisfy(result -> assertThat(result.meaning()).isEqualTo(Meaning.TEMPORARY));
    }

    private void send(long id, SendResult result) {
        Sender sender = (parcels, outcome) -> {
            assertThat(outcome.mayBegin(parcels.get(0))).isTrue();
            outcome.settle(parcels.get(0), result);
        };
        new Courier(
                        deliveries,
                        new Courier.Route("PACS@127.0.0.1:104", sender, breaker),
                        Clock.systemUTC(),
                        () -> false,
                        () -> {})
                .carry(List.of(
                        new Parcel(id, 1, Instant.MAX, UID.ComprehensiveSRStorage, "1.2." + id, "1.2", new byte[0])));
    }
}
