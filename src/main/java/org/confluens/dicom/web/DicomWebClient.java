package org.confluens.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DicomJson;

/** A client of one DICOMweb service (PS3.18): STOW-RS, QIDO-RS, WADO-RS. Every wait has a deadline, every answer a limit. */
public final class DicomWebClient {

    private static final String JSON = "application/dicom+json";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 64 << 20;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;

    private final URI base;
    private final String name;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * A client of a service.
     *
     * @param base the service's base URI, such as {@code https://pacs.example/dicom-web}
     * @param timeout how long to wait for an answer
     */
    public DicomWebClient(URI base, Duration timeout) {
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.name = name(base);
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** How people know a service: its base URI without user information, which can hold a password, and without a query. */
    public static String name(URI base) {
        String authority = String.valueOf(base.getRawAuthority()).replaceFirst("^.*@", "");
        return base.getScheme() + "://" + authority + base.getRawPath().replaceAll("/+$", "");
    }

    /**
     * Stores DICOM files of one study (PS3.18 section 10.5). An answer that can't be read says nothing of the instances.
     *
     * @throws DicomWebException when the service did not say what became of the instances
     */
    public StowResponse store(String studyInstanceUid, List<byte[]> files) throws IOException {
        MultipartRelated body = new MultipartRelated(files);
        HttpRequest request = request("/studies/" + studyInstanceUid, JSON)
                .header("Content-Type", body.contentType())
                .POST(body.publisher())
                .build();
        Answer answer = send(request);
        boolean told = answer.status == OK || answer.status == ACCEPTED || answer.status == CONFLICT;
        if (!told) {
            throw answer.unexpected();
        }
        return StowResponse.of(answer.status, answer.readable().orElse(Dataset.empty()));
    }

    /**
     * Searches (PS3.18 section 10.6).
     *
     * @param resource such as {@code studies}, or {@code studies/1.2.3/series}
     * @param query keywords or tags of attributes with the values to match, {@code includefield}, {@code limit}
     */
    public List<Dataset> search(String resource, Map<String, String> query) throws IOException {
        String parameters = query.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return datasets("/" + resource + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    /**
     * The headers of all instances of a resource (PS3.18 section 10.4.1.1.2).
     *
     * @param resource such as {@code studies/1.2.3}
     */
    public List<Dataset> metadata(String resource) throws IOException {
        return datasets("/" + resource + "/metadata");
    }

    /**
     * A frame as an image that a browser shows (PS3.18 section 10.4.1.1.3).
     *
     * @param instance such as {@code studies/1.2.3/series/1.2.3.4/instances/1.2.3.4.5}
     * @param frame from 1
     * @param mediaType such as {@code image/jpeg}
     */
    public byte[] rendered(String instance, int frame, String mediaType) throws IOException {
        Answer answer = send(request("/" + instance + "/frames/" + frame + "/rendered", mediaType)
                .build());
        if (answer.status != OK) {
            throw answer.unexpected();
        }
        return answer.body;
    }

    private List<Dataset> datasets(String path) throws IOException {
        Answer answer = send(request(path, JSON).build());
        if (answer.status != OK && answer.status != NO_CONTENT) {
            throw answer.unexpected();
        }
        return answer.datasets();
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout).header("Accept", accept);
    }

    private Answer send(HttpRequest request) throws IOException {
        long start = System.nanoTime();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            Duration retryAfter = RetryAfter.of(response.headers());
            try (InputStream in = response.body()) {
                byte[] body = body(in, start);
                if (body.length > LARGEST_ANSWER) {
                    throw new DicomWebException(
                            response.statusCode(),
                            name + " answered with more than " + LARGEST_ANSWER + " bytes",
                            retryAfter);
                }
                return new Answer(response.statusCode(), body, retryAfter);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    /** The time-out of a request ends with the header of its answer; a body that never ends is cut off with it too. */
    private byte[] body(InputStream in, long start) throws IOException {
        long left = Math.max(timeout.toNanos() - (System.nanoTime() - start), 0);
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close(in);
                },
                CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS));
        try {
            byte[] body = in.readNBytes(LARGEST_ANSWER + 1);
            if (late.get()) {
                throw new HttpTimeoutException(name + " did not end its answer in time");
            }
            return body;
        } finally {
            end.cancel(false);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // It is closed because it is of no use any more.
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What came back. */
    private final class Answer {
        private final int status;
        private final byte[] body;
        private final Duration retryAfter;

        private Answer(int status, byte[] body, Duration retryAfter) {
            this.status = status;
            this.body = body;
            this.retryAfter = retryAfter;
        }

        private List<Dataset> datasets() throws IOException {
            String json = new String(body, StandardCharsets.UTF_8).strip();
            return json.isEmpty() ? List.of() : DicomJson.readAll(json);
        }

        /** The first data set; none where there is none, or something else, such as the page of a proxy. */
        private Optional<Dataset> readable() {
            try {
                return datasets().stream().findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private DicomWebException unexpected() {
            String later = retryAfter.isZero() ? "" : ", not to be asked again for " + retryAfter.toSeconds() + " s";
            return new DicomWebException(status, name + " answered with status " + status + later, retryAfter);
        }
    }
}
