package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.confluens.security.RequestGuard.Request;
import org.confluens.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:1"})
    void servesThisMachineByItsOwnNames(String host) {
        assertThat(RequestGuard.check(get(host), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rebound.example:8080", "127.0.0.1.rebound.example", "localhost.rebound.example:8080"})
    void refusesOtherNamesOfThisMachineWhileNoLoginIsNeeded(String host) {
        assertThat(RequestGuard.check(get(host), true)).map(Problem::status).contains(421);
        assertThat(RequestGuard.check(get(host), false)).isEmpty();
    }

    @Test
    void refusesAChangeThatAnotherSiteSends() {
        assertThat(RequestGuard.check(post("http://evil.example", "", "application/json"), false))
                .map(Problem::status)
                .contains(403);
        assertThat(RequestGuard.check(post("", "cross-site", ""), false)).isPresent();
        assertThat(RequestGuard.check(post("null", "", ""), false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded; charset=utf-8",
                "Multipart/Form-Data; boundary=x"
            })
    void refusesWhatAFormOfAnotherSiteCouldSend(String contentType) {
        assertThat(RequestGuard.check(post("", "", contentType), true))
                .map(Problem::type)
                .contains("cross-site");
    }

    @Test
    void letsProgramsAndItsOwnPagesChange() {
        assertThat(RequestGuard.check(post("", "", "application/json"), true)).isEmpty();
        assertThat(RequestGuard.check(post("", "", ""), true)).isEmpty();
        assertThat(RequestGuard.check(post("null", "same-origin", "application/json"), true))
                .isEmpty();
        assertThat(RequestGuard.check(post("http://localhost:8080", "same-origin", "application/json"), true))
                .isEmpty();
    }

    private static Request get(String host) {
        return new Request("GET", "/api", host, "", "", "");
    }

    private static Request post(String origin, String fetchSite, String contentType) {
        return new Request("POST", "/api", "localhost:8080", origin, fetchSite, contentType);
    }
}
