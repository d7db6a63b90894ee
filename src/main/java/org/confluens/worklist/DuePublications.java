package org.confluens.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import org.confluens.platform.work.WorkQueue;

/** What waits to be told to the system that serves the worklist. */
@ApplicationScoped
public class DuePublications implements WorkQueue {

    @Override
    public String name() {
        return "publications";
    }

    @Override
    public String oldestDueSql() {
        return "select min(next_attempt) from worklist_publication where done_at is null and next_attempt <= ?";
    }
}
