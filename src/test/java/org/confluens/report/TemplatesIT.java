package org.confluens.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The templates over HTTP: as pages of the MRRT profile, and made of such pages. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TemplatesIT {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html><head><title>Arm veins</title></head>
            <body><section data-section-name="Findings"><p><label for="t">Thrombus</label>
            <select id="t"><option>none</option><option>fresh</option></select></p></section></body></html>
            """;

    @ArquillianResource
    private URI address;

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path, String accept) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve("/api/templates/" + path))
                .header("Accept", accept));
    }

    private HttpResponse<byte[]> post(String page) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve("/api/templates/mrrt"))
                .header("Content-Type", "text/html;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(page)));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void givesABrowserThePageOfTheProfileAndAProgramTheForm() throws Exception {
        HttpResponse<byte[]> page =
                get("mr-venography", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(text(page)).startsWith("<!DOCTYPE html>").contains("IMAGE_REPORT_TEMPLATE");
        assertThat(get("mr-venography", "*/*")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("application/json");
        assertThat(get("no-such", "text/html").statusCode()).isEqualTo(404);
    }

    @Test
    void makesATemplateAndItsCodesOfAPage() throws Exception {
        HttpResponse<byte[]> answer = post(PAGE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"arm-veins.zip\"");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("urn:confluens:sr-template:1");
            }
        }
        assertThat(names).containsExactly("arm-veins.xml", "arm-veins-codes.xml");
    }

    @Test
    void refusesAPageWithTheLineAndTheRule() throws Exception {
        HttpResponse<byte[]> answer = post("<html><body>Only text</body></html>");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(text(answer)).contains("MRRT page:1: [no-field]");
        assertThat(text(post(PAGE + "<!-- " + " ".repeat(1 << 20) + "-->"))).contains("[too-large]");
    }
}
