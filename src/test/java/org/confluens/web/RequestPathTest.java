package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/reports/1",
                "/api/reports/",
                "/js/worklist.js",
                "/api/studies/1.2.840.10008.1",
                "/api/patients/A-1:2_3~x@TEST/concordance",
                "/.well-known/x",
                "/a..b/...",
                "/api/worklist/step"
            })
    void takesAPathThatHasOneReading(String path) {
        assertThat(RequestPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/reports",
                "//api",
                "/api//reports",
                "/api/reports//",
                "/.",
                "/..",
                "/./api",
                "/api/../metrics",
                "/api/..",
                "/api;x/reports",
                "/api/reports;jsessionid=1",
                "/;",
                "/api\\reports",
                "/api%2freports",
                "/api%2Freports",
                "/api%5creports",
                "/%2e%2e/metrics",
                "/%61pi/reports",
                "/api/%252freports",
                "/api/r%c3%a9ports",
                "/api/r\u00e9ports",
                "/api/\u65e5",
                "/api/a%20b",
                "/api/%",
                "/api/%zz",
                "/api/x%00",
                "/api/x\u0000",
                "/api/x\n",
                "/api/x\u007f",
                "/api/x\u0085",
                "/api/x\u2028",
                "/api/x#y",
                "/api/x?y",
                "http://localhost/api"
            })
    void refusesAPathThatHasMoreThanOne(String path) {
        assertThat(RequestPath.isPlain(path)).isFalse();
    }

    @Test
    void refusesEveryCharacterThatIsNeitherUnreservedNorAMark() {
        for (char c = 0; c < 0x180; c++) {
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~!$&'()*+,=:@/".indexOf(c) >= 0);
            assertThat(RequestPath.isPlain("/a" + c + "b"))
                    .as("character %x", (int) c)
                    .isEqualTo(plain);
        }
    }

    @Test
    void readsALongPathOfManySegments() {
        char[] path = new char[100_000];
        for (int i = 0; i < path.length; i++) {
            path[i] = i % 2 == 0 ? '/' : 'a';
        }
        assertThat(RequestPath.isPlain(new String(path))).isTrue();
    }

    @Test
    void tellsTheApiByWholeSegments() {
        assertThat(RequestPath.isBelow("/api", "/api")).isTrue();
        assertThat(RequestPath.isBelow("/api", "/api/reports")).isTrue();
        assertThat(RequestPath.isBelow("/api", "/apix")).isFalse();
        assertThat(RequestPath.isBelow("/health", "/healthy")).isFalse();
    }
}
