package org.confluens.security;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of users, each with what the ones before it may do. */
public final class Roles {

    /** Sees studies, reports, flags and statistics. */
    public static final String VIEWER = "viewer";

    /** Fills reports in and completes them, schedules confirmations. */
    public static final String READER = "reader";

    /** Verifies, amends and withdraws reports. */
    public static final String SIGNER = "signer";

    /** Everything, including the operation of the service. */
    public static final String ADMIN = "admin";

    private static final List<String> RISING = List.of(VIEWER, READER, SIGNER, ADMIN);

    private Roles() {}

    /** Whether there is a role of this name. */
    static boolean exists(String role) {
        return RISING.contains(role);
    }

    /** These roles and all that they include. */
    static Set<String> including(Set<String> roles) {
        int highest = roles.stream().mapToInt(RISING::indexOf).max().orElse(-1);
        return RISING.stream().limit(highest + 1L).collect(Collectors.toUnmodifiableSet());
    }

    /** Every role. */
    static Set<String> all() {
        return Set.copyOf(RISING);
    }
}
