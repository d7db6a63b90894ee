package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.worklist.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL behind a proxy that keeps connections open and forwards nothing: a failover, a firewall that forgot them. */
@NeedsPeer("postgres")
class SilentDatabaseIT {

    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(60);
    /** A connection that goes silent within a transaction is given up after {@code confluens.db.answer-within}, 20 s. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(40);

    private static final Duration OUTAGE = Duration.ofSeconds(20);
    /** Images that may be in the database before their sender has counted them. */
    private static final int IN_FLIGHT = 5;

    private static final long BETWEEN_LOOKS_NANOS = 100_000_000;

    @TempDir
    private Path folder;

    private final int dicomPort = PeerProgram.freePort();
    private final int httpPort = PeerProgram.freePort();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    @Test
    void connectionsThatGoSilentAreGivenUpAndNothingIsLostOrDoubled() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                SilencingProxy proxy = new SilencingProxy(postgres.port());
                RunningService service = RunningService.start(settings(proxy.port()), folder)) {
            Set<String> acknowledged = new HashSet<>();
            outage("those that are open", postgres, acknowledged, proxy::silencePresent, () -> {});
            outage("all, for a while", postgres, acknowledged, proxy::silenceAll, () -> {
                LockSupport.parkNanos(OUTAGE.toNanos());
                proxy.serveNew();
            });
            assertThat(service.terminate()).isZero();
        }
    }

    private void outage(
            String which, PostgresServer postgres, Set<String> acknowledged, Runnable silence, Runnable meanwhile)
            throws Exception {
        try (SteadySender sender = SteadySender.start(dicomPort, Duration.ofMillis(50))) {
            await(TOLD_WITHIN, "the sender at work", () -> sender.acknowledged().size() > 20);
            long begun = System.nanoTime();
            silence.run();
            int before = sender.acknowledged().size();
            int known = acknowledged.size() + before + IN_FLIGHT;
            await(
                    TOLD_WITHIN,
                    "not ready, or already over new connections",
                    () -> status("/health/ready") == 503 || instances(postgres).size() > known);
            long told = System.nanoTime();
            meanwhile.run();
            int during = sender.acknowledged().size() - before;
            long served = System.nanoTime();
            await(RECOVERS_WITHIN, "ready again", () -> status("/health/ready") == 200);
            await(RECOVERS_WITHIN, "in the database", () -> instances(postgres).containsAll(sender.acknowledged()));
            Duration back = Duration.ofNanos(System.nanoTime() - served);
            System.out.printf(
                    "silent %s: told after %.1f s, %d stored meanwhile, back after %.1f s%n",
                    which, (told - begun) / 1e9, during, back.toMillis() / 1e3);
            assertThat(during).isPositive();
            assertThat(back).isLessThan(RECOVERS_WITHIN);
            sender.end();
            assertThat(sender.failure()).isEmpty();
            assertThat(sender.refused()).isEmpty();
            await(RECOVERS_WITHIN, "all of it", () -> instances(postgres).containsAll(sender.acknowledged()));
            acknowledged.addAll(sender.acknowledged());
        }
        assertThat(rows(postgres)).isEqualTo(acknowledged.size());
    }

    private static Set<String> instances(PostgresServer postgres) {
        Set<String> found = new HashSet<>();
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select sop_instance_uid from instance")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long rows(PostgresServer postgres) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from instance")) {
            row.next();
            return row.getLong(1);
        }
    }

    private int status(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(new InterruptedIOException());
        }
    }

    private static void await(Duration limit, String what, BooleanSupplier there) {
        long end = System.nanoTime() + limit.toNanos();
        while (!there.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for: " + what).isLessThan(end);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private Map<String, String> settings(int databasePort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("CONFLUENS_DICOM_PORT", String.valueOf(dicomPort));
        settings.put("CONFLUENS_HTTP_PORT", String.valueOf(httpPort));
        settings.put("CONFLUENS_DATA_DIR", folder.resolve("data").toString());
        settings.put(
                "CONFLUENS_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres?ApplicationName=confluens");
        settings.put("CONFLUENS_INTAKE_FREE_SPACE", "64");
        settings.put("CONFLUENS_JVM_OPTIONS", "-XX:TieredStopAtLevel=1");
        return settings;
    }
}
