package org.confluens.security;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends request lines as they are given, which no HTTP library does; one connection a request. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers by name in lower case
     * @param body as text
     */
    record Answer(int status, Map<String, String> headers, String body) {

        boolean isProblem() {
            return headers.getOrDefault("content-type", "").startsWith("application/problem+json");
        }
    }

    static String login(String user, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    /** Sends a request, with a body of that media type if it has one. */
    Answer send(String method, String target, String headers, String mediaType, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String length = content.length == 0
                ? ""
                : "Content-Type: " + mediaType + "\r\nContent-Length: " + content.length + "\r\n";
        try (Socket socket = open()) {
            begin(socket, method + " " + target + " HTTP/1.1\r\n", headers + length + "\r\n");
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return read(socket);
        }
    }

    Answer get(String target) throws IOException {
        return send("GET", target, "", "", "");
    }

    Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends the request line and the headers, with Host and Connection before them. */
    void begin(Socket socket, String line, String headers) throws IOException {
        String head = line + "Host: localhost:" + port + "\r\nConnection: close\r\n" + headers;
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Reads the answer up to the end of the connection. */
    static Answer read(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        String text = all.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no whole answer: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }
}
