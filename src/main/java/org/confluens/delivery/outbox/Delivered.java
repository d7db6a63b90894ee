package org.confluens.delivery.outbox;

import java.time.Instant;

/**
 * The PACS has taken a document. Fired inside the transaction that remembers so, possibly more than once for a document.
 *
 * @param reference what the document is to whoever left it in the {@link Outbox}
 */
public record Delivered(String reference, String sopInstanceUid, String destination, Instant deliveredAt) {}
