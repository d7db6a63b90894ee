package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReadyCheckIT {

    @ArquillianResource
    private URI address;

    @Test
    void metricsTellOfTheJournalOfEachQueueAndOfEachLoop() throws IOException, InterruptedException {
        assertThat(get("/metrics").body())
                .contains("confluens_intake_bytes_behind", "confluens_intake_oldest_unread_seconds")
                .contains("confluens_database_silent_seconds")
                .containsPattern("confluens_queue_oldest_due_seconds\\{[^}]*queue=\"deliveries\"")
                .containsPattern("confluens_queue_oldest_due_seconds\\{[^}]*queue=\"studies\"")
                .containsPattern("confluens_loop_since_round_seconds\\{[^}]*loop=\"intake-drain\"[^}]*} \\d")
                .containsPattern("confluens_loop_late\\{[^}]*loop=\"concordance-runs\"[^}]*} 0");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void saysReadyOnceTheDatabaseAnswers() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"database\"", "\"room\"", "\"intake\"", "\"work\"", "\"listeners\"")
                .contains("UP")
                .doesNotContain("DOWN");
    }
}
