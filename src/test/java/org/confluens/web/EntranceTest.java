package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.junit.jupiter.api.Test;

class EntranceTest {

    private static final String PROXY = "10.0.0.1";

    @Test
    void letsInOnlyTheProxyOnceOneIsNamedAndOnlyWhatCameToItEncrypted() {
        Entrance entrance = entrance(PROXY);

        assertThat(entrance.refusal(request("/", PROXY, "https", ""))).isEmpty();
        assertThat(entrance.refusal(request("/", "127.0.0.1", "", ""))).isEmpty();
        assertThat(entrance.refusal(request("/health/ready", "10.0.0.7", "", "")))
                .isEmpty();
        assertThat(entrance.refusal(request("/", PROXY, "", "")))
                .map(Problem::status)
                .contains(403);
        assertThat(entrance.refusal(request("/", PROXY, "http", ""))).isPresent();
        assertThat(entrance.refusal(request("/login", "10.0.0.7", "https", ""))).isPresent();
        assertThat(entrance.refusal(request("/health/..", "10.0.0.7", "", "")))
                .map(Problem::status)
                .contains(400);
    }

    @Test
    void believesTheProxyWhoseRequestItIsAndNobodyElse() {
        Entrance entrance = entrance(PROXY + ", 10.0.0.2");

        assertThat(entrance.client(request("/", PROXY, "https", "192.0.2.9"))).isEqualTo("192.0.2.9");
        assertThat(entrance.client(request("/", PROXY, "https", "6.6.6.6, 192.0.2.9, 10.0.0.2")))
                .isEqualTo("192.0.2.9");
        assertThat(entrance.client(request("/", "10.0.0.7", "https", "6.6.6.6")))
                .isEqualTo("10.0.0.7");
        assertThat(entrance.client(request("/", PROXY, "https", ""))).isEqualTo(PROXY);
    }

    @Test
    void takesTheNetworkOfAnIpv6HostForTheHost() {
        Entrance entrance = entrance("");

        assertThat(entrance.client(request("/", "2001:db8:1:2::1", "", "")))
                .isEqualTo(entrance.client(request("/", "2001:db8:1:2:ffff::2", "", "")))
                .isNotEqualTo(entrance.client(request("/", "2001:db8:1:3::1", "", "")));
        assertThat(entrance(PROXY).client(request("/", PROXY, "", "x".repeat(100_000))))
                .hasSizeLessThan(100);
    }

    @Test
    void refusesAProxyThatIsNotKnown() {
        assertThatThrownBy(() -> entrance("no such host"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("confluens.http.proxy");
    }

    private static Entrance entrance(String proxy) {
        return new Entrance(Settings.of(Map.of("confluens.http.proxy", proxy)));
    }

    private static HttpServletRequest request(String path, String remote, String protocol, String forwarded) {
        Map<String, String> headers = Map.of("X-Forwarded-Proto", protocol, "X-Forwarded-For", forwarded);
        return (HttpServletRequest) Proxy.newProxyInstance(
                EntranceTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURI", "getServletPath" -> path;
                    case "getRemoteAddr" -> remote;
                    case "isSecure", "isRequestedSessionIdFromURL" -> false;
                    case "getHeader" -> headers.get((String) arguments[0]).isEmpty() ? null : headers.get(arguments[0]);
                    default -> null;
                });
    }
}
