package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.Round;

/** Sends what is in the outbox; returns once nothing is due. Several threads and nodes may do so at once. */
@ApplicationScoped
class DeliveryWork {

    private static final Log LOG = Log.of(DeliveryWork.class);

    private Settings settings;
    private Deliveries deliveries;
    private Senders senders;
    private volatile boolean stopping;

    protected DeliveryWork() {}

    @Inject
    DeliveryWork(Settings settings, Deliveries deliveries, Senders senders) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.senders = senders;
    }

    /** Before the first work of this process. On the embedded database nobody else can be sending what was claimed before. */
    void start() {
        if (settings.text("confluens.db.url").isEmpty()) {
            deliveries.freeClaims();
        }
    }

    /** Sends everything that is due. */
    void send(Round.Progress progress) {
        String pacs = settings.text("confluens.pacs");
        Optional<Destination> destination = Destination.parse(pacs);
        if (destination.isEmpty()) {
            return;
        }
        Sender sender = senders.to(destination.get());
        List<Parcel> parcels = deliveries.claim(pacs);
        while (!parcels.isEmpty() && !stopping) {
            sender.send(parcels, (parcel, result) -> {
                progress.made();
                settle(parcel, result);
            });
            parcels = deliveries.claim(pacs);
        }
    }

    private void settle(Parcel parcel, SendResult result) {
        if (result.kind() != SendResult.Kind.DELIVERED) {
            LOG.warning(
                    "delivery {0} of {1}: {2}, {3}; the page of deliveries has the receiver's words",
                    parcel.deliveryId(),
                    parcel.sopInstanceUid(),
                    result.kind(),
                    result.status().isPresent() ? "status " + result.status().getAsInt() : "no answer");
        }
        try {
            deliveries.settle(parcel.deliveryId(), result);
        } catch (RuntimeException e) {
            LOG.error("what came of delivery {0} could not be noted ({1}); it is sent again", parcel.deliveryId(), e);
        }
    }

    /** Ends sending after the batch at hand. */
    void stop() {
        stopping = true;
    }
}
