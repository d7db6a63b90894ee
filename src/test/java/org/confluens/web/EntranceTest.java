package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
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
    void believesTheProxysOwnWordAndNotWhatTheBrowserSentBeforeItInWhateverWayTheProxyAddsIt() {
        Entrance entrance = entrance(PROXY);

        for (List<String> lines : List.of(
                List.of("192.0.2.9"),
                List.of("6.6.6.6, 192.0.2.9"),
                List.of("6.6.6.6", "192.0.2.9"),
                List.of("6.6.6.6, 7.7.7.7", "8.8.8.8", "192.0.2.9"),
                List.of("", "192.0.2.9"),
                List.of("6.6.6.6,", " 192.0.2.9 "),
                List.of("6.6.6.6", "192.0.2.9, 10.0.0.1"),
                List.of("192.0.2.9", ""))) {
            assertThat(entrance.client(request("/", PROXY, List.of("https"), lines)))
                    .as("%s", lines)
                    .isEqualTo("192.0.2.9");
        }
        for (List<String> lines : List.of(List.of("https", "http"), List.of("http", "https"), List.of("https,http"))) {
            assertThat(entrance.isSecure(request("/", PROXY, lines, List.of("192.0.2.9"))))
                    .as("%s", lines)
                    .isFalse();
        }
    }

    @Test
    void refusesWhatAProxyOnThisMachinePassesOnInTheClearFromAnother() {
        Entrance entrance = entrance("127.0.0.1");

        assertThat(entrance.refusal(request("/login", "127.0.0.1", "http", "192.0.2.9")))
                .map(Problem::status)
                .contains(403);
        assertThat(entrance.refusal(request("/login", "127.0.0.1", "", "192.0.2.9")))
                .isPresent();
        assertThat(entrance.refusal(request("/login", "127.0.0.1", "https", "192.0.2.9")))
                .isEmpty();
        assertThat(entrance.refusal(request("/health", "127.0.0.1", "http", "192.0.2.9")))
                .isEmpty();
        assertThat(entrance.refusal(request("/login", "127.0.0.1", "", ""))).isEmpty();
        assertThat(entrance.refusal(request("/login", "127.0.0.1", "http", "127.0.0.1")))
                .isEmpty();
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
        return request(path, remote, lines(protocol), lines(forwarded));
    }

    private static List<String> lines(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static HttpServletRequest request(
            String path, String remote, List<String> protocol, List<String> forwarded) {
        Map<String, List<String>> headers = Map.of("X-Forwarded-Proto", protocol, "X-Forwarded-For", forwarded);
        return (HttpServletRequest) Proxy.newProxyInstance(
                EntranceTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURI", "getServletPath" -> path;
                    case "getRemoteAddr" -> remote;
                    case "isSecure", "isRequestedSessionIdFromURL" -> false;
                    case "getHeaders" -> Collections.enumeration(headers.get((String) arguments[0]));
                    case "getHeader" ->
                        headers.get((String) arguments[0]).stream().findFirst().orElse(null);
                    default -> null;
                });
    }
}
