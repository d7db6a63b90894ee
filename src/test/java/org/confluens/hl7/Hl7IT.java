package org.confluens.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confluens.patient.PatientKey;
import org.confluens.patient.Patients;
import org.confluens.worklist.ScheduledSteps;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages in the container's transactions. */
@ExtendWith(ArquillianExtension.class)
class Hl7IT {

    private static final String HEADER = "MSH|^~\\&|HIS|WARD|CONFLUENS|LAB|20261123080000||ORM^O01|";

    @ArquillianResource
    private URI address;

    @Inject
    private Hl7Inbox inbox;

    @Inject
    private MessageLog messages;

    @Inject
    private Clock clock;

    @Inject
    private ScheduledSteps steps;

    @Inject
    private Patients patients;

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

    @Test
    void letsAPersonSeeTryAgainAndSettleWhatWasRefused() throws Exception {
        assertThat(answer("IT5", order("HL7D", "CA"))).contains("\rMSA|AE|IT5|");
        assertThat(answer("IT6", order("HL7E", "QQ"))).contains("\rMSA|AE|IT6|");
        long cancel = refused("IT5");
        long unknown = refused("IT6");
        assertThat(http("GET", "/" + cancel).body()).contains("ORC|CA|PLHL7D").contains("\\n");
        assertThat(http("POST", "/" + cancel + "/retry").statusCode()).isEqualTo(422);

        assertThat(answer("IT7", order("HL7D", "NW"))).contains("\rMSA|AA|IT7");
        assertThat(http("POST", "/" + cancel + "/retry").statusCode()).isEqualTo(200);
        assertThat(steps.step("HL7D").orElseThrow().state().ended()).isTrue();
        assertThat(http("POST", "/" + unknown + "/settle").statusCode()).isEqualTo(204);
        assertThat(http("GET", "").body()).doesNotContain("IT5").doesNotContain("IT6");
        assertThat(http("POST", "/0/settle").statusCode()).isEqualTo(404);
    }

    @Test
    void takesARefusalOffTheListWhenItsSenderSucceeds() throws Exception {
        answer("IT8", order("HL7F", "CA"));
        assertThat(http("GET", "").body()).contains("IT8");
        answer("IT9", order("HL7F", "NW"));
        assertThat(answer("IT8", order("HL7F", "CA"))).contains("\rMSA|AA|IT8");

        assertThat(http("GET", "").body()).doesNotContain("IT8");
    }

    /** The second pair of the message lacks its prior identifier: the first is undone in the directory and the worklist. */
    @Test
    void mergesAllPairsOfAMessageOrNone() {
        answer("IT10", order("HL7G", "NW"));
        String merges = "PID|||HL7N^^^TEST||DOE^JANE\rMRG|HL7P^^^TEST\r";
        String header = HEADER.replace("ORM^O01", "ADT^A40");

        assertThat(send(header + "IT11|P|2.5\r" + merges + "PID|||HL7O^^^TEST||DOE^JANE\rMRG|\r"))
                .contains("\rMSA|AE|IT11|");
        assertThat(steps.step("HL7G").orElseThrow().patient().id()).isEqualTo("HL7P");
        assertThat(patients.patient(new PatientKey("HL7P", "TEST"))
                        .orElseThrow()
                        .key()
                        .id())
                .isEqualTo("HL7P");
        assertThat(patients.patient(new PatientKey("HL7N", "TEST"))).isEmpty();
    }

    private long refused(String controlId) throws Exception {
        Matcher entry = Pattern.compile("\"id\":(\\d+),\"controlId\":\"" + controlId + "\"")
                .matcher(http("GET", "").body());
        assertThat(entry.find()).isTrue();
        return Long.parseLong(entry.group(1));
    }

    private HttpResponse<String> http(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/hl7/refused" + path))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(""))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String order(String stepId, String control) {
        return "ORC|" + control + "|PL" + stepId + "|||||^^^20261124093000\r" + "OBR|1|PL" + stepId
                + "||VENO^Venography^99HIS||||||||||||||ACC|RP|" + stepId + "|ANGIO1|||XA\r";
    }

    private String answer(String controlId, String orders) {
        String message = HEADER + controlId + "|P|2.5\rPID|||HL7P^^^TEST||DOE^JANE\r" + orders;
        return send(message);
    }

    private String send(String message) {
        byte[] answer = new Hl7Receiver(inbox::carryOut, messages, new Acknowledgement(clock))
                .answer(message.getBytes(StandardCharsets.UTF_8));
        return new String(answer, StandardCharsets.UTF_8);
    }
}
