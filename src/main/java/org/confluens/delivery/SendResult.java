package org.confluens.delivery;

import java.util.OptionalInt;

/**
 * What came of sending one document.
 *
 * @param status the DIMSE or HTTP status; empty when no answer came
 * @param comment what the receiver said, or why there is no answer; without patient data
 */
record SendResult(Kind kind, OptionalInt status, String comment) {

    /** What follows from it. */
    enum Kind {
        /** The receiver has it. */
        DELIVERED,
        /** The receiver can't take it now, or can't be reached. */
        LATER,
        /** The receiver does not take it, for a reason that may yet go away. */
        REFUSED,
        /** The receiver will never take it as it is. */
        NEVER
    }

    static SendResult noAnswer(String comment) {
        return new SendResult(Kind.LATER, OptionalInt.empty(), comment);
    }
}
