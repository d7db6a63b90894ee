package org.confluens.security;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.confluens.platform.log.Log;

/**
 * Sessions that were ended before their time: their cookies open nothing, on this node at once, on the others within
 * {@value #LOOK_SECONDS} seconds. While the database is away a node knows those that it knew.
 */
@ApplicationScoped
class EndedSessions {

    private static final Log LOG = Log.of(EndedSessions.class);
    private static final long LOOK_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    private final Clock clock;
    private final Map<String, Instant> ended = new HashMap<>();
    private long looked = System.nanoTime() - TimeUnit.SECONDS.toNanos(LOOK_SECONDS);

    protected EndedSessions() {
        this(Clock.systemUTC());
    }

    @Inject
    EndedSessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Ends a session.
     *
     * @param serial that of its token
     * @param goodUntil when it would end by itself
     */
    synchronized void add(String serial, Instant goodUntil) {
        ended.put(serial, goodUntil);
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement old =
                    connection.prepareStatement("delete from ended_session where good_until < ?")) {
                old.setObject(1, inDatabase(clock.instant()));
                old.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into ended_session (serial, good_until)"
                    + " select ?, ? where not exists (select 1 from ended_session where serial = ?)")) {
                insert.setString(1, serial);
                insert.setObject(2, inDatabase(goodUntil));
                insert.setString(3, serial);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            LOG.warning("a session has ended on this node only, the database does not keep it: {0}", e);
        }
    }

    /** Whether the session whose token has this serial was ended. */
    synchronized boolean holds(String serial) {
        long now = System.nanoTime();
        if (now - looked >= TimeUnit.SECONDS.toNanos(LOOK_SECONDS)) {
            looked = now;
            ended.values().removeIf(clock.instant()::isAfter);
            look();
        }
        return ended.containsKey(serial);
    }

    private void look() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select serial, good_until from ended_session where good_until >= ?")) {
            select.setObject(1, inDatabase(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ended.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        } catch (SQLException e) {
            LOG.warning("the ended sessions cannot be read, those that are known stay ended: {0}", e);
        }
    }

    private static OffsetDateTime inDatabase(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
