package org.confluens.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the database is behind the intake journal.
 *
 * @param bytesBehind bytes of the journal that the database does not hold yet
 * @param oldestUnread when the oldest record among them came, at the latest known; empty when there are none
 * @param failingSince since when moving them has failed at every attempt; empty when the last attempt succeeded
 * @param quarantined acknowledged records, and damaged stretches of the journal, that wait for a person
 */
public record Backlog(
        long bytesBehind, Optional<Instant> oldestUnread, Optional<Instant> failingSince, SetAside quarantined) {

    /** How long the oldest unread record has waited; never negative, zero when none waits. */
    public Duration age(Instant now) {
        return oldestUnread
                .filter(since -> since.isBefore(now))
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }
}
