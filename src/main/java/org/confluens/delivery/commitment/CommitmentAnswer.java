package org.confluens.delivery.commitment;

import org.confluens.destination.Meaning;

/**
 * What a request for storage commitment was answered.
 *
 * @param meaning delivered when the request was taken, whose result comes later
 * @param problem why it was not, without patient data
 */
record CommitmentAnswer(Meaning meaning, String problem) {

    static CommitmentAnswer taken() {
        return new CommitmentAnswer(Meaning.DELIVERED, "");
    }

    boolean isTaken() {
        return meaning == Meaning.DELIVERED;
    }

    /** Whether no waiting helps. */
    boolean isForGood() {
        return meaning == Meaning.NOT_OFFERED || meaning == Meaning.PERMANENT;
    }
}
