package org.confluens.dicom.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A DICOMweb service that answers what it is told to, and keeps what it was asked. */
public final class WebPacs implements AutoCloseable {

    /** A request that came. */
    public record Request(String method, String uri, String accept, String contentType, byte[] body) {}

    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private volatile int status = 200;
    private volatile byte[] answer = {};
    private volatile String retryAfter = "";
    private volatile boolean withoutEnd;

    public WebPacs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/dicom-web", this::handle);
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web");
    }

    /** What to answer from now on. */
    public void answers(int newStatus, String body) {
        status = newStatus;
        answer = body.getBytes(StandardCharsets.UTF_8);
    }

    /** The header Retry-After of the answers from now on. */
    public void asksToWait(String value) {
        retryAfter = value;
    }

    /** Begins its answers from now on, and never ends them. */
    public void neverEnds() {
        withoutEnd = true;
    }

    public synchronized Request lastRequest() {
        return requests.get(requests.size() - 1);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Accept"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestBody().readAllBytes()));
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        if (withoutEnd) {
            exchange.sendResponseHeaders(status, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return;
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
