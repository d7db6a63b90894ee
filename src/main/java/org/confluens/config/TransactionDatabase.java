package org.confluens.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The database as plain SQL sees it: within a transaction the connection of that transaction, else one of its own. The
 * container gives out connections by the component that a thread runs for, and a DICOM or HL7 thread that was started by an
 * enterprise bean runs for none that has a transaction: its connections would commit each statement. The entity manager's
 * connection belongs to the thread's transaction wherever that was begun.
 */
@Dependent
public class TransactionDatabase implements DataSource {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    @Resource
    private TransactionSynchronizationRegistry transactions;

    @Override
    public Connection getConnection() throws SQLException {
        return transactions.getTransactionStatus() == Status.STATUS_ACTIVE
                ? ofTransaction(entities.unwrap(Connection.class))
                : database.getConnection();
    }

    /** The transaction closes it, not whoever has done with it. */
    private static Connection ofTransaction(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                TransactionDatabase.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.confluens");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
