package org.confluens.delivery.outbox;

/** Something new is in the outbox; told once its transaction is committed. */
public record Enqueued() {}
