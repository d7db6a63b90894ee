package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import org.confluens.platform.work.WorkQueue;

/** The studies whose sender has been silent for long enough, and that wait for their completion. */
@ApplicationScoped
public class DueStudies implements WorkQueue {

    @Override
    public String name() {
        return "studies";
    }

    @Override
    public String oldestDueSql() {
        return "select min(stable_at) from study where state = 'ARRIVING' and stable_at <= ?";
    }
}
