package org.confluens.delivery.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.destination.Breaker;
import org.confluens.platform.work.Round;

/** Sends what is in the outbox; returns once nothing is due. Several threads and nodes may do so at once. */
@ApplicationScoped
public class DeliveryWork {

    private Settings settings;
    private Deliveries deliveries;
    private Senders senders;
    private Breakers breakers;
    private Clearance clearance;
    private Clock clock;
    private volatile boolean stopping;

    protected DeliveryWork() {}

    @Inject
    DeliveryWork(
            Settings settings,
            Deliveries deliveries,
            Senders senders,
            Breakers breakers,
            Clearance clearance,
            Clock clock) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.senders = senders;
        this.breakers = breakers;
        this.clearance = clearance;
        this.clock = clock;
    }

    /** Before the first work of this process. On the embedded database nobody else can be sending what was claimed before. */
    public void start() {
        if (settings.text("confluens.db.url").isEmpty()) {
            deliveries.freeClaims();
        }
    }

    /** Sends everything that is due. */
    public void send(Round.Progress progress) {
        String pacs = settings.text("confluens.pacs");
        Optional<Destination> destination = Destination.parse(pacs);
        if (destination.isEmpty()) {
            return;
        }
        Courier.Route route =
                new Courier.Route(destination.get().name(), senders.to(destination.get()), breakers.documents(pacs));
        boolean more = true;
        while (more && !stopping) {
            more = sendSome(pacs, route, progress);
        }
    }

    /** Sends a batch, or a probe; false when there is none, or nothing may be sent now. */
    private boolean sendSome(String pacs, Courier.Route route, Round.Progress progress) {
        Breaker breaker = route.breaker();
        Breaker.Permit permit = breaker.permit();
        boolean sent = permit == Breaker.Permit.ALL && carry(deliveries.claim(pacs), route, progress);
        boolean probe =
                permit == Breaker.Permit.PROBE || permit == Breaker.Permit.ALL && !sent && breaker.mayTryEarly();
        return probe ? probe(pacs, route, progress) : sent;
    }

    private boolean probe(String pacs, Courier.Route route, Round.Progress progress) {
        boolean sent = false;
        try {
            sent = carry(deliveries.claimProbe(pacs), route, progress);
            return sent;
        } finally {
            if (!sent) {
                route.breaker().unused();
            }
        }
    }

    private boolean carry(List<Parcel> claimed, Courier.Route route, Round.Progress progress) {
        List<Parcel> parcels = clearance.clear(claimed);
        if (parcels.isEmpty()) {
            return false;
        }
        new Courier(deliveries, route, clock, () -> stopping, progress).carry(parcels);
        return true;
    }

    /** Ends sending after the batch at hand. */
    public void stop() {
        stopping = true;
    }
}
