package org.confluens.delivery.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How the outbox stands.
 *
 * @param waiting documents that are to be sent, or are being sent
 * @param failed documents that were refused for good or given up
 * @param notConfirmed documents that the destination took and does not confirm to keep, however often it was asked
 * @param oldestWaiting when the oldest of those that wait was left in the outbox
 * @param at when that was so
 */
public record DeliveryFigures(
        long waiting, long failed, long notConfirmed, Optional<Instant> oldestWaiting, Instant at) {}
