package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.HL7Exception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a message within its length, as many parts as its memory allows. */
class SegmentsTest {

    private static final String HEADER = "MSH|^~\\&|RIS|HOSP|CONFLUENS|HOSP|20261130||ORM^O01|1|P|2.5\r";
    private static final int MANY = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {"ZZZ\r", "ORC|NW|1\rOBR|1\r", "PID|", "PID|||1~", "PID|||1^", "PID|||1&", "|", "~", "^", "&"})
    void refusesMorePartsThanAnyOrderHas(String part) {
        assertThatThrownBy(() -> Segments.parse(HEADER + "PID|||" + part.repeat(MANY)))
                .isInstanceOf(HL7Exception.class)
                .hasMessageContaining("parts");
    }

    @Test
    void knowsThePartsByTheMarksOfTheMessage() {
        String header = HEADER.replace('|', '#').replace('~', '!');
        assertThatThrownBy(() -> Segments.parse(header + "PID###" + "1!".repeat(MANY)))
                .hasMessageContaining("parts");
    }

    @Test
    void readsALongTextAndHundredsOfSegments() throws HL7Exception {
        String notes = "NTE|1||a note\r".repeat(900);
        Segments segments = Segments.parse(HEADER + "PID|||1^^^TEST\rNTE|1||" + "long ".repeat(MANY) + "\r" + notes);
        assertThat(segments.count("NTE")).isEqualTo(901);
    }
}
