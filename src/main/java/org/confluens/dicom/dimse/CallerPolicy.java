package org.confluens.dicom.dimse;

import java.util.List;

/** Decides which callers may open an association, and what they may ask for on it. */
@FunctionalInterface
public interface CallerPolicy {
    /** Whether the caller may come in at all; if not, it is rejected as calling AE title not recognized. */
    boolean allows(Caller caller);

    /** Whether the caller may use a SOP class; if not, its presentation contexts are refused by user rejection. */
    default boolean allows(Caller caller, String sopClassUid) {
        return true;
    }

    /** Lets everybody in: for loopback and tests. */
    static CallerPolicy anyone() {
        return caller -> true;
    }

    /** Lets in whom one of the rules names. */
    static CallerPolicy listed(List<CallerRule> rules) {
        List<CallerRule> copy = List.copyOf(rules);
        return caller -> copy.stream().anyMatch(rule -> rule.matches(caller));
    }
}
