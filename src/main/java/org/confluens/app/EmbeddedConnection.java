package org.confluens.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A connection of the embedded database that waits for its turn before the first change of a transaction ({@link WriteTurn}),
 * changes nothing in a file that is not the database's any more ({@link EmbeddedFile}), and tells whether it is still of use. A database that could not write, because the disk was full, closes itself; its
 * connections go on calling themselves valid and fail at every statement, while a new connection opens the database again.
 * So the database is asked, and the pool drops the dead ones.
 */
final class EmbeddedConnection implements InvocationHandler {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern QUERY = Pattern.compile("\\s*(select|values|with|show|explain)\\b.*", FLAGS);
    private static final Pattern CHANGING_QUERY =
            Pattern.compile(".*\\b(for\\s+update|nextval|next\\s+value|final\\s+table)\\b.*", FLAGS);
    private static final Set<Class<?>> STATEMENTS =
            Set.of(Statement.class, PreparedStatement.class, CallableStatement.class);

    private final Connection connection;
    private final WriteTurn turn;
    private final EmbeddedFile file;

    private EmbeddedConnection(Connection connection, WriteTurn turn, EmbeddedFile file) {
        this.connection = connection;
        this.turn = turn;
        this.file = file;
    }

    static Connection of(Connection connection, WriteTurn turn, EmbeddedFile file) {
        return proxy(Connection.class, new EmbeddedConnection(connection, turn, file));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("isValid")) {
            return file.isIntact() && answers();
        }
        try {
            Object result = call(connection, method, arguments);
            return STATEMENTS.contains(method.getReturnType()) ? turnTaking(method, arguments, result) : result;
        } finally {
            if (endsTransaction(method.getName(), arguments)) {
                turn.giveBack(this);
            }
        }
    }

    /** A rollback to a savepoint leaves the transaction, and what it changed before, open. */
    private static boolean endsTransaction(String method, Object[] arguments) {
        return switch (method) {
            case "commit", "close", "abort" -> true;
            case "rollback" -> arguments == null;
            case "setAutoCommit" -> Boolean.TRUE.equals(arguments[0]);
            default -> false;
        };
    }

    private Object turnTaking(Method method, Object[] arguments, Object statement) {
        String prepared = method.getName().startsWith("prepare") ? (String) arguments[0] : "";
        return proxy(method.getReturnType(), (proxy, called, values) -> {
            if (!called.getName().startsWith("execute")) {
                return call(statement, called, values);
            }
            String sql = values != null && values[0] instanceof String given ? given : prepared;
            return isChange(sql) ? change(statement, called, values) : call(statement, called, values);
        });
    }

    /** What is not known to be a mere query is a change: a batch, a locking query and the next number of a sequence too. */
    private static boolean isChange(String sql) {
        return !QUERY.matcher(sql).matches() || CHANGING_QUERY.matcher(sql).matches();
    }

    private Object change(Object statement, Method method, Object[] arguments) throws Throwable {
        turn.take(this);
        try {
            file.check();
            return call(statement, method, arguments);
        } finally {
            if (connection.isClosed() || connection.getAutoCommit()) {
                turn.giveBack(this);
            }
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(EmbeddedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private boolean answers() {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException closed) {
            return false;
        }
    }
}
