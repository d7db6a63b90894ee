package org.confluens.intake;

import java.time.Instant;

/** What a batch changes in a study. */
final class StudyChange {

    private int instances;
    private boolean reopens;
    private Instant lastArrival = Instant.EPOCH;
    private String sender = "";

    void add(Arrival arrival) {
        instances++;
        if (arrival.kind() == StorageClasses.Kind.IMAGE) {
            reopens = true;
            lastArrival = later(lastArrival, arrival.receivedAt());
            sender = arrival.instance().callingAeTitle();
        }
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    int instances() {
        return instances;
    }

    /** Whether images came: a document or a presentation state makes no study incomplete. */
    boolean reopens() {
        return reopens;
    }

    Instant lastArrival() {
        return lastArrival;
    }

    String sender() {
        return sender;
    }
}
