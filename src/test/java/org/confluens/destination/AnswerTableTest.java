package org.confluens.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.confluens.destination.AnswerTable.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTableTest {

    private final AnswerTable table = AnswerTable.standard();

    @Test
    void everyLineIsARangeWithItsParagraphAndIsReached() {
        assertThat(table.rules()).hasSizeGreaterThan(60).allSatisfy(rule -> {
            assertThat(rule.from()).hasSameSizeAs(rule.to()).isLessThanOrEqualTo(rule.to());
            assertThat(rule.standard())
                    .matches("(PS3\\.\\d+|RFC \\d+|HL7 2\\.5\\.1) (section|sections|table|annex) .+");
            assertThat(rule.why()).isNotBlank();
            assertThat(table.rule(rule.service(), rule.from()))
                    .as("is not hidden by a line before it")
                    .contains(rule);
            assertThat(table.rule(rule.service(), rule.to())).contains(rule);
        });
    }

    /** Every one of the 65536: what no line names waits, and only what the table names is ever given up at once. */
    @Test
    void noStatusOfAStoreThatTheStandardDoesNotNameIsFinal() {
        List<String> finals = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj("%04XH"::formatted)
                .filter(code -> !code.startsWith("A9"))
                .filter(code ->
                        List.of(Meaning.PERMANENT, Meaning.NOT_OFFERED).contains(table.meaning(Service.C_STORE, code)))
                .toList();
        assertThat(finals).containsExactly("0117H", "0118H", "0119H", "0122H", "0211H", "0212H");
    }

    @ParameterizedTest
    @CsvSource({
        "C_STORE, A700H, TEMPORARY",
        "C_STORE, 0110H, TEMPORARY",
        "C_STORE, C000H, TEMPORARY",
        "C_STORE, C122H, TEMPORARY",
        "STOW_RS, C122H, PERMANENT",
        "N_ACTION, 0118H, NOT_OFFERED",
        "N_ACTION, 0122H, NOT_OFFERED",
        "N_ACTION, 0211H, NOT_OFFERED",
        "N_ACTION, 0124H, NOT_OFFERED",
        "N_ACTION, 0110H, TEMPORARY",
        "N_ACTION, 0213H, TEMPORARY",
        "N_ACTION, C000H, TEMPORARY",
        "HTTP, 409, TEMPORARY",
        "HTTP, 503, AWAY",
        "HTTP, 599, TEMPORARY",
        "HL7, AE, PERMANENT",
        "HL7, AR, TEMPORARY",
        "HL7, CE, TEMPORARY",
        "HL7, CR, PERMANENT",
        "HL7, XX, TEMPORARY",
        "HL7_ERROR, 207, TEMPORARY",
        "HL7_ERROR, 101, PERMANENT",
        "COMMITMENT, 0112H, LOST",
        "COMMITMENT, 0110H, TEMPORARY"
    })
    void tellsWhatWaitsFromWhatIsFinal(Service service, String code, Meaning meaning) {
        assertThat(table.meaning(service, code)).isEqualTo(meaning);
    }
}
