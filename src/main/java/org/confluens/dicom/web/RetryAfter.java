package org.confluens.dicom.web;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long a service asks to be left alone: the header Retry-After, in seconds or as a time (RFC 9110 section 10.2.3). A time
 * is read by the service's own clock where it tells that too (Date), since clocks differ.
 */
final class RetryAfter {

    private static final long MOST_DIGITS = 9;

    private RetryAfter() {}

    /** Zero where the service does not say, or says nothing that is understood. */
    static Duration of(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("[0-9]+")) {
            return Duration.ofSeconds(text.length() > MOST_DIGITS ? Integer.MAX_VALUE : Long.parseLong(text));
        }
        Instant now = headers.firstValue("Date").flatMap(RetryAfter::time).orElseGet(Instant::now);
        return time(text)
                .map(until -> Duration.between(now, until))
                .filter(pause -> !pause.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
