package org.confluens.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Just enough of a connection pool to measure a database without a container. */
final class SmallPool {

    private final DataSource source;
    private final Semaphore free;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    SmallPool(DataSource source, int size) {
        this.source = source;
        this.free = new Semaphore(size);
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                SmallPool.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return take();
                });
    }

    private Connection take() throws InterruptedException, SQLException {
        free.acquire();
        Connection pooled = idle.poll();
        Connection connection = pooled == null ? source.getConnection() : pooled;
        connection.setAutoCommit(true);
        return (Connection) Proxy.newProxyInstance(
                SmallPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        idle.add(connection);
                        free.release();
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
