package org.confluens.report.seal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Ends the start if this node's key is not the one of the database. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class SealStart {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @Inject
    private Sealer sealer;

    @PostConstruct
    void open() {
        try (Connection connection = database.getConnection()) {
            sealer.open(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot tell which key its reports are sealed with", e);
        }
    }
}
