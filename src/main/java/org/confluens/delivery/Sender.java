package org.confluens.delivery;

import java.util.List;

/** Sends documents to one destination. */
@FunctionalInterface
interface Sender {

    /** Told of each document as soon as it is known what came of it. */
    @FunctionalInterface
    interface Outcome {
        void settle(Parcel parcel, SendResult result);
    }

    /** Sends all of them; each is settled once, whatever happens. */
    void send(List<Parcel> parcels, Outcome outcome);
}
