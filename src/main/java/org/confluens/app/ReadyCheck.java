package org.confluens.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Ready, and started, means that the database answers; {@code deploy/run} waits for the latter. */
@Readiness
@Startup
@ApplicationScoped
public class ReadyCheck implements HealthCheck {

    private static final int DATABASE_ANSWERS_WITHIN_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Override
    public HealthCheckResponse call() {
        try (Connection connection = database.getConnection()) {
            return HealthCheckResponse.named("database")
                    .status(connection.isValid(DATABASE_ANSWERS_WITHIN_SECONDS))
                    .build();
        } catch (SQLException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("sqlState", String.valueOf(e.getSQLState()))
                    .build();
        }
    }
}
