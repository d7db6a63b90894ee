package org.confluens.security;

import java.time.Duration;

/** What came of a name and a password. */
sealed interface LoginResult {

    /** The password is that user's. */
    record Accepted(User user) implements LoginResult {}

    /** There is no such user, or the password is another. */
    record Refused() implements LoginResult {}

    /**
     * The password was not looked at.
     *
     * @param after when to try again
     */
    record Busy(Duration after) implements LoginResult {}
}
