package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.confluens.config.Settings;
import org.confluens.peer.NeedsPeer;
import org.confluens.worklist.PostgresServer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class ConfluensDataSourceTest {

    @Test
    void theUserThatTheUrlNamesIsNotReplacedByTheKeysDefault() {
        PGSimpleDataSource source = postgres("jdbc:postgresql://127.0.0.1/reports?user=radiology&password=invented");

        assertThat(source.getUser()).isEqualTo("radiology");
        assertThat(source.getPassword()).isEqualTo("invented");
    }

    @Test
    void aUrlWithoutUserTakesTheKeys() {
        PGSimpleDataSource source = postgres("jdbc:postgresql://127.0.0.1/reports");

        assertThat(source.getUser()).isEqualTo("confluens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:reports",
                "jdbc:postgresql://127.0.0.1/reports",
                "jdbc:postgresql://127.0.0.1,127.0.0.2/reports?targetServerType=primary",
                "jdbc:postgresql://127.0.0.1/reports?user=radiology&password=invented&ssl=true",
                "jdbc:postgresql://127.0.0.1/reports?options=-c%20search_path=reports"
            })
    void everyUrlGetsTimeOutsAndKeepAlive(String url) throws SQLException {
        PGSimpleDataSource source = limited(url);

        assertThat(source.getConnectTimeout()).isEqualTo(5);
        assertThat(source.getLoginTimeout()).isEqualTo(10);
        assertThat(source.getSocketTimeout()).isEqualTo(25);
        assertThat(source.getTcpKeepAlive()).isTrue();
    }

    @Test
    void whatTheUrlSetsItselfGoesBefore() throws SQLException {
        PGSimpleDataSource source = limited("jdbc:postgresql://127.0.0.1/reports?connectTimeout=1&loginTimeout=2"
                + "&socketTimeout=0&tcpKeepAlive=false");

        assertThat(source.getConnectTimeout()).isEqualTo(1);
        assertThat(source.getLoginTimeout()).isEqualTo(2);
        assertThat(source.getSocketTimeout()).isZero();
        assertThat(source.getTcpKeepAlive()).isFalse();
    }

    @Test
    void anH2ServerGetsALimitOfSilenceUnlessItHasOne() {
        assertThat(h2("jdbc:h2:tcp://127.0.0.1/reports").getUrl()).endsWith("/reports;NETWORK_TIMEOUT=20000");
        assertThat(h2("jdbc:h2:ssl://127.0.0.1/reports;network_timeout=7").getUrl())
                .endsWith("network_timeout=7");
        assertThat(h2("jdbc:h2:file:/invented/reports").getUrl()).endsWith("/reports");
    }

    @Test
    @NeedsPeer("postgres")
    void theSessionEndsStatementsAndTransactionsThatNobodyWaitsFor() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            assertThat(shown(postgres.url(), "statement_timeout")).isEqualTo("20s");
            assertThat(shown(postgres.url(), "idle_in_transaction_session_timeout"))
                    .isEqualTo("30s");
            assertThat(shown(postgres.url() + "?options=-c%20statement_timeout=7000", "statement_timeout"))
                    .isEqualTo("7s");
        }
    }

    @Test
    @NeedsPeer("postgres")
    void aConnectionThatWentSilentIsFoundOutWithinSeconds() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                SilencingProxy proxy = new SilencingProxy(postgres.port());
                Connection connection = source("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres")
                        .getConnection()) {
            assertThat(connection.isValid(0)).isTrue();
            proxy.silencePresent();

            long begun = System.nanoTime();
            assertThat(connection.isValid(0)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static String shown(String url, String parameter) throws SQLException {
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + parameter)) {
            row.next();
            return row.getString(1);
        }
    }

    private static ConfluensDataSource source(String url) {
        return new ConfluensDataSource(Settings.of(Map.of("confluens.db.url", url)));
    }

    private static PGSimpleDataSource limited(String url) throws SQLException {
        return source(url).unwrap(PGSimpleDataSource.class);
    }

    private static JdbcDataSource h2(String url) {
        return (JdbcDataSource) ConfluensDataSource.open(Settings.of(Map.of("confluens.db.url", url)));
    }

    private static PGSimpleDataSource postgres(String url) {
        return (PGSimpleDataSource) ConfluensDataSource.open(Settings.of(Map.of("confluens.db.url", url)));
    }
}
