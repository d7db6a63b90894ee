package org.confluens.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The body of one request in memory, which counts in a budget until it is closed. */
final class ReadBody implements AutoCloseable {

    private static final int CHUNK = 8 * 1024;

    private final ByteBudget budget;
    private final String client;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long taken;

    /** @param client whose share of the budget it takes */
    ReadBody(ByteBudget budget, String client) {
        this.budget = budget;
        this.client = client;
    }

    /**
     * Reads the body; says why it can't be taken, if so.
     *
     * @param most its most bytes
     * @param deadline when it has to be there, by {@link System#nanoTime}
     */
    Optional<Problem> read(HttpServletRequest request, long most, long deadline) {
        if (request.getContentLengthLong() > most) {
            return Optional.of(tooLarge(most));
        }
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = request.getInputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (bytes.size() + n > most) {
                    return Optional.of(tooLarge(most));
                }
                if (System.nanoTime() > deadline) {
                    return Optional.of(tooSlow());
                }
                if (!budget.take(client, n)) {
                    return Optional.of(Problem.of(
                            503, "busy", "Too much is being sent at a time", "Nothing was changed. Try again later."));
                }
                taken += n;
                bytes.write(chunk, 0, n);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(tooSlow());
        }
    }

    private static Problem tooLarge(long most) {
        return Problem.of(
                413,
                "body-too-large",
                "The body is too large",
                "Send at most %d KiB here; confluens.http.max-body-size says how much.".formatted(most / 1024));
    }

    private static Problem tooSlow() {
        return Problem.of(
                408, "body-too-slow", "The body did not come whole in time", "Nothing was changed. Send it again.");
    }

    byte[] content() {
        return bytes.toByteArray();
    }

    /** The request, whose body is read from here. */
    HttpServletRequest inPlaceOf(HttpServletRequest request) {
        return new Replayed(request, content());
    }

    @Override
    public void close() {
        budget.giveBack(client, taken);
    }

    private static final class Replayed extends HttpServletRequestWrapper {

        private final ServletInputStream stream;

        Replayed(HttpServletRequest request, byte[] content) {
            super(request);
            this.stream = new Stream(new ByteArrayInputStream(content));
        }

        @Override
        public ServletInputStream getInputStream() {
            return stream;
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
    }

    private static final class Stream extends ServletInputStream {

        private final ByteArrayInputStream content;

        Stream(ByteArrayInputStream content) {
            this.content = content;
        }

        @Override
        public int read() {
            return content.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return content.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return content.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is in memory, nobody has to wait for it");
        }
    }
}
