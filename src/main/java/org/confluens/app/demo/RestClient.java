package org.confluens.app.demo;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Speaks JSON over HTTP with one server; an answer that is no success is an error with the server's own words. */
final class RestClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    RestClient(String base) {
        this.base = URI.create(base);
    }

    JsonValue get(String path) throws IOException {
        return json(send(request(path).GET().build()));
    }

    JsonValue post(String path, JsonStructure body) throws IOException {
        return json(send(with(request(path), "POST", body)));
    }

    /** Saves over the version that {@code etag} names. */
    JsonValue put(String path, String etag, JsonStructure body) throws IOException {
        return json(send(with(request(path).header("If-Match", etag), "PUT", body)));
    }

    byte[] bytes(String path) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("GET " + path + " answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json");
    }

    private static HttpRequest with(HttpRequest.Builder request, String method, JsonStructure body) {
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("%s %s answered %d: %s"
                        .formatted(request.method(), request.uri().getPath(), response.statusCode(), response.body()));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonValue json(String text) {
        if (text.isBlank()) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
