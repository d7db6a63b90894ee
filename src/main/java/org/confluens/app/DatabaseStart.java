package org.confluens.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;
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
            "fish.payara.fail-all-connections=true"
        })
public class DatabaseStart {

    private static final Log LOG = Log.of(DatabaseStart.class);

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private Settings settings;

    @PostConstruct
    void migrate() {
        settings.describe().forEach(line -> LOG.info("configuration: {0}", line));
        MigrateResult result = Flyway.configure(Thread.currentThread().getContextClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        LOG.info(
                "database schema: {0} migrations applied, now at version {1}",
                result.migrationsExecuted, result.targetSchemaVersion);
    }
}
