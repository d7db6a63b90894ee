package org.confluens.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the database to this release's schema before any other start-up bean touches it; those name it in
 * {@code @DependsOn("DatabaseStart")}.
 *
 * <p>The pool asks the database itself whether a connection is alive, once a second at most: the switch of auto-commit, which
 * is the container's usual check, never leaves this machine with PostgreSQL, and after an outage every connection of the pool
 * would fail somebody first.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
        name = "java:app/jdbc/confluens",
        className = "org.confluens.app.ConfluensDataSource",
        minPoolSize = 2,
        maxPoolSize = 40,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.fail-all-connections=true",
            "fish.payara.max-wait-time-in-millis=10000"
        })
public class DatabaseStart {

    private static final Log LOG = Log.of(DatabaseStart.class);

    @Inject
    private Settings settings;

    @PostConstruct
    void start() {
        settings.describe().forEach(line -> LOG.info("configuration: {0}", line));
        try {
            prepare(settings);
        } catch (SQLException e) {
            throw new IllegalStateException("the database can't be asked which installation it belongs to", e);
        }
    }

    /**
     * Brings the database that the settings name to this release's schema, if it is the one of the data folder.
     *
     * @throws ConfigurationException if it is not
     */
    static void prepare(Settings settings) throws SQLException {
        DataSource database = ConfluensDataSource.forMigrations(settings);
        Flyway flyway = Flyway.configure(Thread.currentThread().getContextClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load();
        String name = ConfluensDataSource.place(settings);
        SchemaFit schema = new SchemaFit(flyway, name);
        Installation installation = new Installation(settings.path("confluens.data-dir"), database, name);
        installation.check(schema);
        MigrateResult result = schema.migrate();
        installation.keep();
        LOG.info(
                "database schema: {0} migrations applied, now at version {1}",
                result.migrationsExecuted, result.targetSchemaVersion);
    }
}
