package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.PeerProgram;
import org.confluens.worklist.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for a database before the start. */
class DatabaseWaitTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    @NeedsPeer("postgres")
    void waitsForADatabaseThatIsAwayAndSaysSoOnceInAWhile() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                SilencingProxy proxy = new SilencingProxy(postgres.port())) {
            proxy.silenceAll();
            Thread later = new Thread(() -> {
                while (lines() < 2) {
                    Thread.onSpinWait();
                }
                proxy.serveNew();
            });
            later.start();

            waiting(url(proxy.port(), "postgres"), Duration.ofMillis(1)).await();

            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("127.0.0.1:" + proxy.port())
                    .doesNotContain("invented");
            later.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:scott/invented@//h:1/x?password=invented",
                "jdbc:oracle:thin:scott/invented",
                "jdbc:h2:file:/tmp/x;PASSWORD=invented;NONSENSE",
                "jdbc:h2:file:/tmp/x;PASSWRD=invented",
                "invented"
            })
    void refusesAnAddressThatNoDriverReadsWithoutShowingIt(String url) {
        assertThatThrownBy(() -> waiting(url, Duration.ofMinutes(1)).await())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confluens.db.url")
                .hasMessageNotContaining("invented");
    }

    @Test
    void saysItOnceInALongTime() throws Exception {
        int closed = PeerProgram.freePort();
        Thread waiting = new Thread(() -> {
            try {
                waiting(url(closed, "postgres"), Duration.ofMinutes(1)).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        waiting.join(Duration.ofSeconds(4).toMillis());
        waiting.interrupt();
        waiting.join();

        assertThat(lines()).isEqualTo(1);
    }

    @Test
    @NeedsPeer("postgres")
    void doesNotWaitForOneThatIsThereAndLacksTheDatabase() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            assertThatThrownBy(() -> waiting(url(postgres.port(), "elsewhere"), Duration.ofMinutes(1))
                            .await())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("3D000")
                    .message()
                    .doesNotContain("invented");
        }
    }

    private long lines() {
        return said.toString(StandardCharsets.UTF_8).lines().count();
    }

    private static String url(int port, String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?password=invented&loginTimeout=1";
    }

    private DatabaseWait waiting(String url, Duration betweenLines) {
        return new DatabaseWait(
                Settings.of(Map.of("confluens.db.url", url)),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                betweenLines);
    }
}
