package org.confluens.report;

import java.util.Locale;

/** What can be done with a report. */
public enum Action {
    SAVE,
    REDRAFT,
    COMPLETE,
    REOPEN,
    VERIFY,
    AMEND,
    ABANDON,
    WITHDRAW;

    /** The name in addresses and in the table of transitions. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
