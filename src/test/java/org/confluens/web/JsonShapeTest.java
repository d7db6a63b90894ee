package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\": [1, -2.5e10, 1.7976931348623157E308, 18446744073709551615]}",
                "{\"a\": \"1e999999999 [[[[ \\\" \\\\\"}",
                "no JSON at all",
                "\"not ended \\",
                "\"\u65e5\u672c\""
            })
    void passesWhatAReaderCanTake(String json) {
        assertThat(JsonShape.check(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "{\"a\":1e999999999}",
                "{\"a\":-1E+999999999}",
                "[1e-999999999]",
                "[1e00000401]",
                "[1e0000000000000000000000000000000000000000000000000000000000000000001]",
                "{\"\\\\\":1e401}"
            })
    void refusesANumberThatIsTooLarge(String json) {
        assertThat(JsonShape.check(json.getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    @Test
    void refusesALongNumberAndDeepNesting() {
        assertThat(check("9".repeat(65))).isTrue();
        assertThat(check("9".repeat(64))).isFalse();
        assertThat(check("[".repeat(521))).isTrue();
        assertThat(check("[".repeat(520) + "]".repeat(520))).isFalse();
        assertThat(check("[]".repeat(100_000))).isFalse();
        assertThat(check("[".repeat(100_000) + "]".repeat(100_000))).isTrue();
        assertThat(check("{\"a\":".repeat(100_000))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-16"})
    void refusesAnEncodingThatHidesTheShape(String encoding) {
        assertThat(JsonShape.check("[1e999999999]".getBytes(Charset.forName(encoding))))
                .isPresent();
    }

    private static boolean check(String json) {
        return JsonShape.check(json.getBytes(StandardCharsets.UTF_8)).isPresent();
    }
}
