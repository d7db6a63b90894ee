package org.confluens.dicom.dimse;

import java.net.InetAddress;
import java.util.List;

/** Decides which callers may open an association, and what they may ask for on it. */
@FunctionalInterface
public interface CallerPolicy {
    /** Whether the caller may come in at all; if not, it is rejected as calling AE title not recognized. */
    boolean allows(Caller caller);

    /** Whether anybody may come in from there; if not, the connection is closed before a byte is read. */
    default boolean allowsFrom(InetAddress host) {
        return true;
    }

    /**
     * Whether a rule names that one host, and not only a network of it, so that places are kept for it. Answered at once,
     * without a name server.
     */
    default boolean names(InetAddress host) {
        return false;
    }

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
        return new CallerPolicy() {
            @Override
            public boolean allows(Caller caller) {
                return copy.stream().anyMatch(rule -> rule.matches(caller));
            }

            @Override
            public boolean allowsFrom(InetAddress host) {
                return copy.stream().anyMatch(rule -> rule.place().includes(host));
            }

            @Override
            public boolean names(InetAddress host) {
                return copy.stream().anyMatch(rule -> rule.place().names(host));
            }
        };
    }
}
