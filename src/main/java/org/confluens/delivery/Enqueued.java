package org.confluens.delivery;

/** Something new is in the outbox; told once its transaction is committed. */
record Enqueued() {}
