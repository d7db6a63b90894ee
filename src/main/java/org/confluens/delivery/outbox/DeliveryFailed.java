package org.confluens.delivery.outbox;

/**
 * The PACS refused a document for good, or does not confirm that it keeps it; a person can send it again. Fired inside the
 * transaction that remembers so.
 *
 * @param reason the answer of the PACS, without patient data
 */
public record DeliveryFailed(String reference, String sopInstanceUid, String destination, String reason) {}
