package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class DatabaseStartIT {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Test
    void everyMigrationSucceededBeforeTheServiceTookWork() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet migrations = statement.executeQuery(
                        "select count(*), count(case when success then 1 end) from \"flyway_schema_history\"")) {
            assertThat(migrations.next()).isTrue();
            assertThat(migrations.getInt(1)).isPositive().isEqualTo(migrations.getInt(2));
        }
    }
}
