package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import org.confluens.platform.work.WorkQueue;

/** The documents that arrived and wait to be handed on. */
@ApplicationScoped
public class DueDocuments implements WorkQueue {

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String oldestDueSql() {
        return "select min(next_attempt_at) from intake_document where state = 'WAITING' and next_attempt_at <= ?";
    }
}
