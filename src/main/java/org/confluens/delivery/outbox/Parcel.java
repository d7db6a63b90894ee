package org.confluens.delivery.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * A document that is being sent.
 *
 * @param attempt which try this is, from 1
 * @param beginUntil when it is too late to begin: another node might soon take it for forgotten
 * @param content the data set in Explicit VR Little Endian; not copied, so not to be changed
 */
public record Parcel(
        long deliveryId,
        int attempt,
        Instant beginUntil,
        String sopClassUid,
        String sopInstanceUid,
        String studyInstanceUid,
        byte[] content) {

    /** How long the sending of one document may take, its answer included; it is cut off then. A claim lasts longer. */
    public static final Duration SENT_WITHIN = Duration.ofMinutes(2);
}
