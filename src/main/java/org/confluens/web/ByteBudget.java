package org.confluens.web;

/** Bytes that may be held at a time. */
final class ByteBudget {

    private final long most;
    private long held;

    ByteBudget(long most) {
        this.most = most;
    }

    /** Whether there was room for so many more. */
    synchronized boolean take(long bytes) {
        if (held + bytes > most) {
            return false;
        }
        held += bytes;
        return true;
    }

    synchronized void giveBack(long bytes) {
        held -= bytes;
    }
}
