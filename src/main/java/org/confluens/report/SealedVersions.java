package org.confluens.report;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;

/** The embedded database's trigger that lets nobody change or delete a version of a report. */
public class SealedVersions implements Trigger {

    /** What the database says to whoever tries. */
    public static final String REFUSAL = "a version of a report is never changed";

    private static final String INTEGRITY_CONSTRAINT_VIOLATION = "23000";

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        throw new SQLException(REFUSAL, INTEGRITY_CONSTRAINT_VIOLATION);
    }
}
