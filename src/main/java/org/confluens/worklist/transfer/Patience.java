package org.confluens.worklist.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a service that is starting or away: one that cannot be connected to, or that answers 503, is asked again after
 * the time that its {@code Retry-After} says (RFC 9110 section 10.2.3), for so long; then not any more until it has answered.
 */
final class Patience {

    /** Between two lines that say what is waited for. */
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Duration most;
    private final Duration betweenLines;
    private final PrintStream out;
    private long nextLine = System.nanoTime();
    private boolean spent;

    /** One request of a client. */
    @FunctionalInterface
    interface Exchange<T> {
        HttpResponse<T> send() throws IOException, InterruptedException;
    }

    Patience(Duration most, Duration betweenLines, PrintStream out) {
        this.most = most;
        this.betweenLines = betweenLines;
        this.out = out;
    }

    /** Waits for nothing. */
    static Patience none() {
        return new Patience(Duration.ZERO, MINUTE, new PrintStream(OutputStream.nullOutputStream()));
    }

    /**
     * Sends until it is answered by anything but 503, or patience is at its end.
     *
     * @return the last answer
     * @throws IOException if the service cannot be reached to the end
     */
    <T> HttpResponse<T> send(Exchange<T> exchange) throws IOException, InterruptedException {
        long end = System.nanoTime() + (spent ? 0 : most.toNanos());
        while (true) {
            Duration pause = DEFAULT_PAUSE;
            try {
                HttpResponse<T> response = exchange.send();
                boolean unavailable = response.statusCode() == SERVICE_UNAVAILABLE;
                if (!unavailable || isOver(end)) {
                    spent = unavailable;
                    return response;
                }
                pause = retryAfter(response);
            } catch (ConnectException e) {
                if (isOver(end)) {
                    spent = true;
                    throw e;
                }
            }
            tell();
            long left = Math.max(0, end - System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), left));
        }
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end >= 0;
    }

    private void tell() {
        if (System.nanoTime() - nextLine >= 0) {
            out.println("the service is not ready; waiting for it");
            nextLine = System.nanoTime() + betweenLines.toNanos();
        }
    }

    /** Whole seconds; a date, which the header may hold too, is taken as no word. */
    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.strip().matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value.strip())))
                .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
                .orElse(DEFAULT_PAUSE);
    }
}
