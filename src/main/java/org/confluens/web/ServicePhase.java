package org.confluens.web;

import jakarta.enterprise.context.ApplicationScoped;

/** Where the service is in its life. The API answers while it serves, and says "later" before and after. */
@ApplicationScoped
public class ServicePhase {

    /** The three of them, in their order. */
    public enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private volatile Phase phase = Phase.STARTING;

    public Phase phase() {
        return phase;
    }

    /** Everything that the API needs is there; a stop that has begun meanwhile is not taken back. */
    public synchronized void serving() {
        if (phase == Phase.STARTING) {
            phase = Phase.SERVING;
        }
    }

    /** The end has begun. */
    public synchronized void stopping() {
        phase = Phase.STOPPING;
    }
}
