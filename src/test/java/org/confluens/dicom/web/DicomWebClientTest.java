package org.confluens.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DicomJson;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DicomWebClientTest {

    private WebPacs pacs;
    private DicomWebClient client;

    @BeforeEach
    void serve() throws IOException {
        pacs = new WebPacs();
        client = new DicomWebClient(pacs.base(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        pacs.close();
    }

    @Test
    void storesFilesAsTheStandardWraps() throws IOException {
        pacs.answers(202, DicomJson.write(answer(List.of("1.2.3.1"), Map.of("1.2.3.2", 0xA700))));
        StowResponse response = client.store("1.2.3", List.of(file(1), file(2)));
        assertThat(response.stored()).containsExactly("1.2.3.1");
        assertThat(response.failure("1.2.3.2")).hasValue(0xA700);
        assertThat(response.failure("1.2.3.1")).isEmpty();
        WebPacs.Request request = pacs.lastRequest();
        assertThat(request.uri()).isEqualTo("/dicom-web/studies/1.2.3");
        assertThat(request.accept()).isEqualTo("application/dicom+json");
        assertThat(request.contentType()).startsWith("multipart/related; type=\"application/dicom\"; boundary=");
        List<byte[]> parts = parts(request);
        assertThat(parts).hasSize(2);
        assertThat(Part10.read(new ByteArrayInputStream(parts.get(1)), ReadOptions.keepEverything())
                        .dataset())
                .isEqualTo(document(2));
    }

    @Test
    void passesOnAStatusThatSaysNothingOfTheInstances() {
        pacs.answers(503, "");
        assertThatThrownBy(() -> client.store("1.2.3", List.of(file(1))))
                .isInstanceOfSatisfying(
                        DicomWebException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void findsStudies() throws IOException {
        pacs.answers(200, DicomJson.writeAll(List.of(document(1), document(2))));
        assertThat(client.search("studies", Map.of("PatientName", "Müller^Jane*")))
                .containsExactly(document(1), document(2));
        assertThat(pacs.lastRequest().uri()).isEqualTo("/dicom-web/studies?PatientName=M%C3%BCller%5EJane*");
    }

    @Test
    void findsNothingWhenThereIsNoContent() throws IOException {
        pacs.answers(204, "");
        assertThat(client.search("studies", Map.of())).isEmpty();
    }

    @Test
    void readsHeadersAndRenderedFrames() throws IOException {
        pacs.answers(200, DicomJson.writeAll(List.of(document(1))));
        assertThat(client.metadata("studies/1.2.3")).containsExactly(document(1));
        pacs.answers(200, "JFIF");
        assertThat(client.rendered("studies/1.2.3/series/1/instances/2", 1, "image/jpeg"))
                .isEqualTo("JFIF".getBytes(StandardCharsets.UTF_8));
        assertThat(pacs.lastRequest().uri())
                .isEqualTo("/dicom-web/studies/1.2.3/series/1/instances/2/frames/1/rendered");
    }

    @Test
    void refusesAnAnswerThatIsNotDicomJson() {
        pacs.answers(200, "<html>login</html>");
        assertThatThrownBy(() -> client.search("studies", Map.of())).isInstanceOf(IOException.class);
    }

    private static List<byte[]> parts(WebPacs.Request request) {
        String boundary = request.contentType().replaceAll(".*boundary=", "");
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        assertThat(body).endsWith("--" + boundary + "--\r\n");
        return Arrays.stream(body.split("--" + boundary))
                .filter(part -> part.startsWith("\r\nContent-Type: application/dicom\r\n"))
                .map(part -> part.substring(part.indexOf("\r\n\r\n") + 4, part.length() - 2))
                .map(part -> part.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    static Dataset answer(List<String> stored, Map<String, Integer> failed) {
        return Dataset.builder()
                .putItems(
                        Tag.ReferencedSOPSequence,
                        stored.stream()
                                .map(uid -> Dataset.builder()
                                        .put(Tag.ReferencedSOPInstanceUID, uid)
                                        .build())
                                .toList())
                .putItems(
                        Tag.FailedSOPSequence,
                        failed.entrySet().stream()
                                .map(one -> Dataset.builder()
                                        .put(Tag.ReferencedSOPInstanceUID, one.getKey())
                                        .putInt(Tag.FailureReason, one.getValue())
                                        .build())
                                .toList())
                .build();
    }

    private static byte[] file(int number) throws IOException {
        return Part10.of(document(number), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                .bytes();
    }

    private static Dataset document(int number) {
        return Dataset.builder()
                .put(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .put(Tag.SOPInstanceUID, "1.2.3." + number)
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.StudyInstanceUID, "1.2.3")
                .build();
    }
}
