package org.confluens.intake;

import java.time.Duration;
import java.time.Instant;
import org.confluens.intake.journal.JournalPosition;

/**
 * Tells when a burst of instances may be moved to the database: once nothing came between two looks, or it has lasted a
 * second. Until then the processor is the association's, and what is moved later is moved in larger batches. Used by one
 * thread at a time. A clock that was set back begins the second anew.
 */
final class Burst {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private JournalPosition lastSeen = JournalPosition.START;
    private Instant since = Instant.MAX;

    /** Looks at where the journal has been written to. */
    boolean isOver(JournalPosition written, Instant now) {
        boolean quiet = written.equals(lastSeen);
        lastSeen = written;
        if (since.isAfter(now)) {
            since = now;
        }
        boolean over = quiet || Duration.between(since, now).compareTo(LONGEST) >= 0;
        if (over) {
            since = Instant.MAX;
        }
        return over;
    }
}
