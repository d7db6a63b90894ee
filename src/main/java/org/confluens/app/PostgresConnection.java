package org.confluens.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * A connection to PostgreSQL that is asked for its health with a limit. The container's pool asks without one, and would
 * wait for a connection that went silent as long as a statement may take.
 */
final class PostgresConnection implements InvocationHandler {

    /** How long a connection may take to say that it is alive. */
    private static final int ALIVE_WITHIN_SECONDS = 3;

    private final Connection connection;

    private PostgresConnection(Connection connection) {
        this.connection = connection;
    }

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PostgresConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new PostgresConnection(connection));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("isValid")) {
            int seconds = (Integer) arguments[0];
            return connection.isValid(seconds == 0 ? ALIVE_WITHIN_SECONDS : Math.min(seconds, ALIVE_WITHIN_SECONDS));
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
