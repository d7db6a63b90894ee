package org.confluens.platform.work;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A queue that a background loop works off, as a bean of the feature that owns it. */
public interface WorkQueue {

    /** A short stable name in lower case with hyphens. */
    String name();

    /**
     * Since when the entry that is due for longest has been due; empty when none is.
     *
     * @throws SQLException if the database cannot tell
     */
    Optional<Instant> oldestDue(Instant now) throws SQLException;
}
