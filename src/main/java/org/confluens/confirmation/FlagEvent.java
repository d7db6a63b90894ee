package org.confluens.confirmation;

import java.util.Locale;

/** What can happen to a flag. */
enum FlagEvent {
    PROPOSE,
    SCHEDULE,
    START,
    RETURN,
    RELEASE,
    HOLD,
    RESOLVE,
    ADJUDICATE,
    DISMISS,
    WITHDRAW,
    REOPEN;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
