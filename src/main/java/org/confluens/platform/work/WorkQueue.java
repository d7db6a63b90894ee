package org.confluens.platform.work;

/** A queue in the database that a background loop works off, as a bean of the feature that owns its table. */
public interface WorkQueue {

    /** A short stable name in lower case with hyphens. */
    String name();

    /**
     * A query with one parameter, the present time, and one row of one column: since when the entry that has been due for
     * longest has been due, null when none is.
     */
    String oldestDueSql();
}
