package org.confluens.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection of the embedded database that tells whether it is still of use. A database that could not write, because the
 * disk was full, closes itself; its connections go on calling themselves valid and fail at every statement, while a new
 * connection opens the database again. So the database is asked, and the pool drops the dead ones.
 */
final class EmbeddedConnection implements InvocationHandler {

    private final Connection connection;

    private EmbeddedConnection(Connection connection) {
        this.connection = connection;
    }

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                EmbeddedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new EmbeddedConnection(connection));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("isValid")) {
            return answers();
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean answers() {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException closed) {
            return false;
        }
    }
}
