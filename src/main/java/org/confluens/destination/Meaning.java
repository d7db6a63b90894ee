package org.confluens.destination;

import java.util.Arrays;
import java.util.Locale;

/** What the answer of a destination means for what was sent. */
public enum Meaning {
    /** The destination has it. */
    DELIVERED,
    /** Not now: it is tried again, for a limited time. */
    TEMPORARY,
    /** The destination as a whole does not work now or can't be reached: what was sent is not to blame, and waits. */
    AWAY,
    /** The destination does not take it as it is. */
    PERMANENT,
    /** The destination does not do this at all. */
    NOT_OFFERED,
    /** The destination has not got what it was sent; it is sent again. */
    LOST;

    static Meaning of(String word) {
        return Arrays.stream(values())
                .filter(meaning -> meaning.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no meaning of an answer"));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
