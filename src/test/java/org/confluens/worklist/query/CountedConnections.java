package org.confluens.worklist.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Hands out connections of a data source in groups, all of a group at once, and counts how many are in use. */
final class CountedConnections {

    private final DataSource source;
    private final CyclicBarrier group;
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    CountedConnections(DataSource source, int group) {
        this.source = source;
        this.group = new CyclicBarrier(group);
    }

    /** The most connections that were in use at a time. */
    int most() {
        return most.get();
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            most.accumulateAndGet(inUse.incrementAndGet(), Math::max);
            group.await(20, TimeUnit.SECONDS);
            return counted(source.getConnection());
        });
    }

    private Connection counted(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                inUse.decrementAndGet();
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
