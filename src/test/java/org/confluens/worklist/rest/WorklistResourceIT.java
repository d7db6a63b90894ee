package org.confluens.worklist.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WorklistResourceIT {

    private static final String JSON = "application/json";
    private static final String DICOM_JSON = "application/dicom+json";

    @ArquillianResource
    private URI address;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void schedulesFindsChangesAndCancelsAStep() throws Exception {
        String step = step("REST1", "2026-11-24T09:30");
        assertThat(send("POST", "", JSON, step).statusCode()).isEqualTo(201);
        assertThat(send("POST", "", JSON, step).statusCode()).as("again").isEqualTo(200);
        assertThat(get("?patient=REST1", JSON).body())
                .contains("\"stepId\":\"REST1\"", "\"start\":\"2026-11-24T09:30\"");
        assertThat(get("?name=doe*&modality=XA&date=2026-11-24&station=ANGIO1", JSON)
                        .body())
                .contains("REST1");
        assertThat(send("PUT", "/REST1", JSON, step("ignored", "2026-11-25T10:00"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/REST1", JSON).body()).contains("2026-11-25T10:00");
        assertThat(send("DELETE", "/REST1", JSON, "").statusCode()).isEqualTo(204);
        assertThat(get("/REST1", JSON).body()).contains("CANCELED");
        assertThat(send("DELETE", "/REST1", JSON, "").statusCode()).isEqualTo(409);
        send("PUT", "/REST1", JSON, step("ignored", "2026-11-26T10:00"));
        assertThat(get("/REST1", JSON).body()).as("to be done after all").contains("SCHEDULED", "2026-11-26T10:00");
    }

    @Test
    void takesAndGivesWorklistItemsInTheDicomJsonModel() throws Exception {
        String item = """
                {"00100010":{"vr":"PN","Value":[{"Alphabetic":"DOE^JANE"}]},"00100020":{"vr":"LO","Value":["REST2"]},
                 "00321060":{"vr":"LO","Value":["Venography"]},"00401001":{"vr":"SH","Value":["RP9"]},
                 "00400100":{"vr":"SQ","Value":[{"00080060":{"vr":"CS","Value":["XA"]},
                 "00400001":{"vr":"AE","Value":["ANGIO1"]},"00400002":{"vr":"DA","Value":["20261124"]},
                 "00400003":{"vr":"TM","Value":["0930"]},"00400009":{"vr":"SH","Value":["REST2"]}}]}}
                """;
        assertThat(send("POST", "", DICOM_JSON, item).statusCode()).isEqualTo(201);
        assertThat(send("POST", "", DICOM_JSON, item).statusCode())
                .as("the same item gets the same study")
                .isEqualTo(200);
        assertThat(get("/REST2", DICOM_JSON).body()).contains("\"00401001\"", "RP9", "SCHEDULED");
        assertThat(get("?patient=REST2", DICOM_JSON).body()).startsWith("[{").contains("REST2");
    }

    @Test
    void namesEverythingThatAnItemLacks() throws Exception {
        HttpResponse<String> answer = send("POST", "", DICOM_JSON, "{\"00400100\":{\"vr\":\"SQ\",\"Value\":[{}]}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
        assertThat(answer.body())
                .contains("Patient ID (0010,0020) is missing", "Modality (0008,0060) is missing")
                .contains("Scheduled Procedure Step Start Date (0040,0002) is missing");
    }

    @Test
    void refusesWhatItCanNotRead() throws Exception {
        assertThat(send("POST", "", DICOM_JSON, "{nonsense").statusCode()).isEqualTo(400);
        assertThat(send("POST", "", JSON, "{\"start\":\"soon\"}").statusCode()).isEqualTo(400);
        for (String[] wrong : new String[][] {
            {"[\"ANGIO1\"]", "[1]"},
            {"[\"ANGIO1\"]", "\"ANGIO1\""},
            {"\"DOE^JANE\"", "\"DOE^JANE\",\"birthDate\":\"1970-13-45\""},
            {"Catheter venography", "x".repeat(65)},
            {"\"start\"", "\"protocolCodes\":[\"VENO\"],\"start\""}
        }) {
            String body = step("REST3", "2026-11-24T09:30").replace(wrong[0], wrong[1]);
            assertThat(send("POST", "", JSON, body).statusCode()).as(wrong[1]).isEqualTo(400);
        }
        assertThat(get("?date=soon", JSON).statusCode()).isEqualTo(422);
        assertThat(get("?limit=0", JSON).statusCode()).isEqualTo(400);
        assertThat(get("/NOSUCH", JSON).statusCode()).isEqualTo(404);
    }

    @Test
    void whatFailedIsListedBesideTheStepsAndCanBeTriedAgain() throws Exception {
        assertThat(get("/publications", JSON).statusCode()).isEqualTo(200);
        assertThat(get("/publications", JSON).body()).startsWith("[");
        assertThat(get("/publications?limit=0", JSON).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/publications/999999/retry", JSON, "").statusCode())
                .isEqualTo(404);
        assertThat(get("/../documents/failed", JSON).body()).startsWith("[");
        assertThat(get("/../documents/failed?limit=0", JSON).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/../documents/failed/1.2.3/retry", JSON, "").statusCode())
                .isEqualTo(404);
    }

    private static String step(String id, String start) {
        return """
                {"stepId":"%s","studyInstanceUid":"2.25.4711","patient":{"id":"REST1","name":"DOE^JANE"},"modality":"XA",
                 "stations":["ANGIO1"],"start":"%s","description":"Catheter venography"}
                """.formatted(id, start);
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        address.resolve("/api/worklist" + path).normalize())
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        address.resolve("/api/worklist" + path).normalize())
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
