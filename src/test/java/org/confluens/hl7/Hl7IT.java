package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.confluens.worklist.ScheduledSteps;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages in the container's transactions. */
@ExtendWith(ArquillianExtension.class)
class Hl7IT {

    private static final String HEADER = "MSH|^~\\&|HIS|WARD|CONFLUENS|LAB|20261123080000||ORM^O01|";

    @Inject
    private Hl7Inbox inbox;

    @Inject
    private MessageLog messages;

    @Inject
    private Clock clock;

    @Inject
    private ScheduledSteps steps;

    @Test
    void carriesOutAMessageWholeOrNotAtAll() {
        String good = order("HL7A", "NW");
        String bad = order("HL7B", "QQ");

        assertThat(answer("IT1", good + bad)).contains("\rMSA|AE|IT1|");
        assertThat(steps.step("HL7A")).as("undone with the second order").isEmpty();
        assertThat(answer("IT2", good)).contains("\rMSA|AA|IT2");
        assertThat(steps.step("HL7A")).isPresent();
    }

    @Test
    void changesNothingWhenAMessageIsRepeated() {
        assertThat(answer("IT3", order("HL7C", "NW"))).contains("\rMSA|AA|IT3");
        assertThat(answer("IT4", order("HL7C", "CA"))).contains("\rMSA|AA|IT4");
        assertThat(answer("IT3", order("HL7C", "NW"))).contains("\rMSA|AA|IT3");

        assertThat(steps.step("HL7C").orElseThrow().state().ended()).isTrue();
    }

    private static String order(String stepId, String control) {
        return "ORC|" + control + "|PL" + stepId + "|||||^^^20261124093000\r" + "OBR|1|PL" + stepId
                + "||VENO^Venography^99HIS||||||||||||||ACC|RP|" + stepId + "|ANGIO1|||XA\r";
    }

    private String answer(String controlId, String orders) {
        String message = HEADER + controlId + "|P|2.5\rPID|||HL7P^^^TEST||DOE^JANE\r" + orders;
        byte[] answer = new Hl7Receiver(inbox, messages, new Acknowledgement(clock))
                .receive(message.getBytes(StandardCharsets.UTF_8));
        return new String(answer, StandardCharsets.UTF_8);
    }
}
