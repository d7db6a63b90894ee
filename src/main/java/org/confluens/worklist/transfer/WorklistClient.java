package org.confluens.worklist.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DicomJson;

/** Talks to the {@code /api/worklist} of a running service. */
final class WorklistClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern STEP =
            Pattern.compile("\"stepId\":\"([^\"]+)\",\"state\":\"[^\"]*\",\"studyInstanceUid\":\"([^\"]+)\"");
    private static final Pattern DETAIL = Pattern.compile("\"detail\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI service;
    private final String login;
    private final Patience patience;

    /** @param login {@code name:password}, or empty where the service asks for none */
    WorklistClient(URI service, String login) {
        this(service, login, Patience.none());
    }

    /** @param patience how long a service that is starting, or away, is waited for */
    WorklistClient(URI service, String login, Patience patience) {
        this.service = service;
        this.login = login;
        this.patience = patience;
    }

    /** A scheduled step: its id is unique within the study only. */
    record Step(String id, String studyInstanceUid) {}

    /**
     * What became of an item.
     *
     * @param failed the service could not look at it, for a reason of its own
     */
    record Answer(boolean accepted, boolean added, boolean failed, List<Step> steps, String problem) {}

    Answer put(Dataset item) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/worklist?replace=true")
                .header("Content-Type", "application/dicom+json")
                .POST(BodyPublishers.ofString(DicomJson.write(item)));
        HttpResponse<String> response = patience.send(() -> http.send(request.build(), BodyHandlers.ofString()));
        boolean accepted = response.statusCode() == 200 || response.statusCode() == 201;
        List<Step> steps = STEP.matcher(response.body())
                .results()
                .map(m -> new Step(m.group(1), m.group(2)))
                .toList();
        int status = response.statusCode();
        return new Answer(accepted, status == 201, status >= 500, steps, accepted ? "" : problem(response));
    }

    /** Takes a step off the worklist; false when it is not there, or somebody has begun it. */
    boolean cancel(Step step) throws IOException, InterruptedException {
        String path = "/api/worklist/step?id=" + encoded(step.id()) + "&study=" + encoded(step.studyInstanceUid());
        HttpRequest request = request(path).DELETE().build();
        HttpResponse<Void> response = patience.send(() -> http.send(request, BodyHandlers.discarding()));
        if (response.statusCode() >= 500) {
            throw new IOException("HTTP status " + response.statusCode());
        }
        return response.statusCode() < 300;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE);
        if (!login.isEmpty()) {
            String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        return request;
    }

    private static String problem(HttpResponse<String> response) {
        Matcher detail = DETAIL.matcher(response.body());
        return detail.find() ? detail.group(1) : "HTTP status " + response.statusCode();
    }
}
