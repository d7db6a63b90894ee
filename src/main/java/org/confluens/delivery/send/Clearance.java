package org.confluens.delivery.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confluens.delivery.outbox.Deliveries;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;
import org.confluens.delivery.outbox.ShippingCheck;
import org.confluens.destination.Meaning;

/** Lets through what no {@link ShippingCheck} speaks against; the rest is refused for good, which tells nothing of the PACS. */
@ApplicationScoped
class Clearance {

    private Instance<ShippingCheck> checks;
    private Deliveries deliveries;

    protected Clearance() {}

    @Inject
    Clearance(@Any Instance<ShippingCheck> checks, Deliveries deliveries) {
        this.checks = checks;
        this.deliveries = deliveries;
    }

    List<Parcel> clear(List<Parcel> parcels) {
        List<Parcel> clear = new ArrayList<>();
        for (Parcel parcel : parcels) {
            obstacle(parcel)
                    .ifPresentOrElse(
                            why -> deliveries.settle(
                                    parcel, SendResult.of(Meaning.PERMANENT, "not sent", "not sent: " + why)),
                            () -> clear.add(parcel));
        }
        return clear;
    }

    private Optional<String> obstacle(Parcel parcel) {
        return checks.stream()
                .flatMap(check -> check.obstacle(parcel.sopInstanceUid(), parcel.content()).stream())
                .findFirst();
    }
}
