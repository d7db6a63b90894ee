package org.confluens.delivery.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.confluens.platform.work.WorkQueue;

/** What waits to be sent to the PACS. */
@ApplicationScoped
public class DueDeliveries implements WorkQueue {

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public String oldestDueSql() {
        return "select min(next_attempt_at) from delivery where state = 'WAITING' and next_attempt_at <= ?";
    }
}
