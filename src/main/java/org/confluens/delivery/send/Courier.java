package org.confluens.delivery.send;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.destination.Breaker;
import org.confluens.destination.Meaning;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.Round;

/** Sends one batch of documents, tells the breaker what came of each, and gives back what was not begun. */
final class Courier implements Sender.Outcome {

    private static final Log LOG = Log.of(Courier.class);

    /** Where documents go, by what way, and whether that works. */
    record Route(String name, Sender sender, Breaker breaker) {}

    private final Deliveries deliveries;
    private final Route route;
    private final Breaker breaker;
    private final Clock clock;
    private final BooleanSupplier stopping;
    private final Round.Progress progress;
    private final Set<Long> settled = ConcurrentHashMap.newKeySet();

    Courier(Deliveries deliveries, Route route, Clock clock, BooleanSupplier stopping, Round.Progress progress) {
        this.deliveries = deliveries;
        this.route = route;
        this.breaker = route.breaker();
        this.clock = clock;
        this.stopping = stopping;
        this.progress = progress;
    }

    /** Sends what was claimed; none is left claimed, whatever happens. */
    void carry(List<Parcel> parcels) {
        try {
            route.sender().send(parcels, this);
        } finally {
            List<Parcel> left = parcels.stream()
                    .filter(parcel -> !settled.contains(parcel.deliveryId()))
                    .toList();
            if (!left.isEmpty()) {
                deliveries.notBegun(left);
            }
        }
    }

    /** Not while the destination does not work, but for the probe, which is the first of its batch. */
    @Override
    public boolean mayBegin(Parcel parcel) {
        return !stopping.getAsBoolean()
                && clock.instant().isBefore(parcel.beginUntil())
                && (settled.isEmpty() || breaker.condition().failingSince().isEmpty())
                && deliveries.isStillOurs(parcel);
    }

    @Override
    public void settle(Parcel parcel, SendResult said) {
        settled.add(parcel.deliveryId());
        progress.made();
        boolean works = breaker.condition().failingSince().isEmpty();
        SendResult result = works ? said : said.amongFailures();
        try {
            deliveries.settle(parcel, result);
        } catch (RuntimeException e) {
            LOG.error("what came of delivery {0} could not be noted ({1}); it is sent again", parcel.deliveryId(), e);
        }
        tell(parcel, result, works);
    }

    private void tell(Parcel parcel, SendResult result, boolean worked) {
        if (result.meaning() != Meaning.DELIVERED && worked) {
            LOG.warning(
                    "delivery {0} of {1}: {2}, {3}; the page of deliveries has the receiver's words",
                    parcel.deliveryId(), parcel.sopInstanceUid(), result.meaning(), result.code());
        }
        switch (result.meaning()) {
            case DELIVERED, PERMANENT, NOT_OFFERED -> works(parcel);
            case TEMPORARY, LOST ->
                fails(
                        result,
                        breaker.failed(Long.toString(parcel.deliveryId()), result.comment(), result.retryAfter()));
            case AWAY ->
                fails(
                        result,
                        result.retryAfter().isZero()
                                ? breaker.unreachable(result.comment())
                                : breaker.asksToWait(result.comment(), result.retryAfter()));
        }
    }

    private void fails(SendResult result, boolean fromNowOn) {
        if (fromNowOn) {
            LOG.warning(
                    "{0} takes nothing now ({1}); it is probed until it does, all other documents wait",
                    route.name(), result.code());
        }
    }

    private void works(Parcel parcel) {
        int probes = breaker.condition().probes();
        if (breaker.works(Long.toString(parcel.deliveryId()))) {
            LOG.info("{0} works again, after {1} probes; all documents that wait are sent", route.name(), probes);
            deliveries.allDue();
        }
    }
}
