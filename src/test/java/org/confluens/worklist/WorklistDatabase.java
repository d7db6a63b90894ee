package org.confluens.worklist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.confluens.patient.PatientDirectory;
import org.h2.jdbcx.JdbcDataSource;

/** An empty worklist in a database of its own in memory, and every SQL statement that was prepared on it. */
public final class WorklistDatabase implements AutoCloseable {

    /** A Monday morning. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

    private final List<String> statements = new ArrayList<>();
    private final DataSource database;
    private final Connection keeper;

    private WorklistDatabase(DataSource database) throws SQLException {
        this.database = database;
        this.keeper = database.getConnection();
    }

    public static WorklistDatabase inMemory() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        return of(h2);
    }

    /** An empty worklist in a database that has no tables yet. */
    public static WorklistDatabase of(DataSource empty) throws SQLException {
        WorklistDatabase database = new WorklistDatabase(empty);
        try (Statement statement = database.keeper.createStatement()) {
            for (String script : List.of(
                    "V10__intake",
                    "V30__worklist",
                    "V31__worklist_publication",
                    "V60__hl7",
                    "V73__worklist_published",
                    "V74__hl7_settled",
                    "V88__publication_refused",
                    "V95__patient_apart",
                    "V98__patient_rank")) {
                statement.execute(script(script));
            }
        }
        return database;
    }

    private static String script(String name) {
        String resource = "/db/migration/" + name + ".sql";
        try (InputStream in = WorklistDatabase.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data source, which notes what is prepared. */
    public DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments, result) -> {
            if (result instanceof Connection connection) {
                return proxy(Connection.class, connection, (m, a, r) -> {
                    if (m.equals("prepareStatement")) {
                        statements.add((String) a[0]);
                    }
                    return r;
                });
            }
            return result;
        });
    }

    public StepStore store() {
        return new StepStore(dataSource(), CLOCK);
    }

    /** A worklist and the patients that it follows. */
    public record Wired(Worklist worklist, PatientDirectory patients) {}

    /** The two as they hang together in the running service. */
    public Wired wired() {
        AtomicReference<PatientSteps> steps = new AtomicReference<>();
        PatientDirectory patients = new PatientDirectory(
                dataSource(),
                event -> steps.get().merged(event),
                event -> steps.get().updated(event));
        steps.set(new PatientSteps(store(), patients));
        return new Wired(new Worklist(store(), new ItemRules(Stations.parse("*=ANY", "")), patients), patients);
    }

    /** The statements prepared since this was last asked. */
    public List<String> takeStatements() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }

    @FunctionalInterface
    private interface Watch {
        Object seen(String method, Object[] arguments, Object result);
    }

    private <T> T proxy(Class<T> type, Watch watch) {
        return proxy(type, type.cast(database), watch);
    }

    private static <T> T proxy(Class<T> type, T target, Watch watch) {
        return type.cast(Proxy.newProxyInstance(
                WorklistDatabase.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return watch.seen(method.getName(), arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
