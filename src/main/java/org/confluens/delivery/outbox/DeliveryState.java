package org.confluens.delivery.outbox;

/** How far a delivery has come. */
public enum DeliveryState {
    /** There was no PACS to send it to. */
    KEPT,
    /** To be sent, for the first time or again. */
    WAITING,
    /** Somebody is sending it; if that node dies, another one sends it again. */
    SENDING,
    /** The PACS has it. */
    DELIVERED,
    /** The PACS refused it for good. */
    FAILED
}
