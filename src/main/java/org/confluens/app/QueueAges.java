package org.confluens.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkQueue;

/** How long the entry of each queue that is due for longest has been due, as it was seen last. */
@ApplicationScoped
class QueueAges {

    private static final long NOT_SEEN = -1;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    @Any
    private Instance<WorkQueue> queues;

    @Inject
    private Clock clock;

    private final Map<String, Long> seconds = new ConcurrentHashMap<>();

    /** The names of all queues. */
    List<String> names() {
        return queues.stream().map(WorkQueue::name).sorted().toList();
    }

    /** Seconds, zero when nothing is due; −1 before the queue was seen. */
    long oldestDueSeconds(String queue) {
        return seconds.getOrDefault(queue, NOT_SEEN);
    }

    /** Looks at each queue. */
    void look(Round.Progress progress) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (WorkQueue queue : queues) {
                seconds.put(queue.name(), oldestDue(connection, queue.oldestDueSql()));
                progress.made();
            }
        }
    }

    private long oldestDue(Connection connection, String sql) throws SQLException {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, now);
            try (ResultSet row = select.executeQuery()) {
                OffsetDateTime due = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
                return due == null ? 0 : Math.max(0, Duration.between(due, now).toSeconds());
            }
        }
    }
}
