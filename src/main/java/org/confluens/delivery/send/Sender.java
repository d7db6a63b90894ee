package org.confluens.delivery.send;

import java.util.List;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.delivery.outbox.SendResult;

/** Sends documents to one destination. */
@FunctionalInterface
interface Sender {

    /** Asked before, and told after, each document. */
    interface Outcome {

        /** Whether the document is to be sent now; one that is not is left as it was. */
        boolean mayBegin(Parcel parcel);

        /** Told as soon as it is known what came of a document that was begun, or of the first where none could be. */
        void settle(Parcel parcel, SendResult result);
    }

    /** Sends the documents in their order, as far as they may begin; each that was begun is settled once, whatever happens. */
    void send(List<Parcel> parcels, Outcome outcome);
}
