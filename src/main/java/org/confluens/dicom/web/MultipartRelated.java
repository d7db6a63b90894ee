package org.confluens.dicom.web;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request body of several DICOM files (RFC 2387, PS3.18 section 8.6.1.2.1). */
final class MultipartRelated {

    private static final String FILE = "application/dicom";

    private final String boundary = "confluens-" + UUID.randomUUID();
    private final List<byte[]> body = new ArrayList<>();

    MultipartRelated(List<byte[]> files) {
        for (byte[] file : files) {
            body.add(ascii(
                    "--" + boundary + "\r\nContent-Type: " + FILE + "\r\nContent-Length: " + file.length + "\r\n\r\n"));
            body.add(file);
            body.add(ascii("\r\n"));
        }
        body.add(ascii("--" + boundary + "--\r\n"));
    }

    String contentType() {
        return "multipart/related; type=\"" + FILE + "\"; boundary=" + boundary;
    }

    HttpRequest.BodyPublisher publisher() {
        return HttpRequest.BodyPublishers.ofByteArrays(body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
