package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRedirectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/flags", "/patient.html?id=A%2FB&issuer=TEST", "/report.html?next=//x", "/login?next=%2F"})
    void leadsToAnAddressOfThisService(String target) {
        assertThat(LocalRedirect.isLocal(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flags",
                "?x",
                "https://evil.example/",
                "//evil.example",
                "///evil.example",
                "/.//evil.example",
                "/./evil.example",
                "/..//evil.example",
                "/x/..//evil.example",
                "/;//evil.example",
                "/%2f/evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/ /evil.example",
                " //evil.example",
                "/\r\nSet-Cookie: a=b",
                "/x?\r\nSet-Cookie: a=b",
                "/x?\u010d\u010aSet-Cookie:a=b",
                "/x?\u0085",
                "/x?a b",
                "javascript:alert(1)"
            })
    void leadsNowhereElse(String target) {
        assertThat(LocalRedirect.isLocal(target)).isFalse();
    }
}
