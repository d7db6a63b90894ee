package org.confluens.hl7;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes acknowledgements (HL7 v2.5 2.9.2, 2.15.8, 2.15.5): MSH, MSA and, for a refusal, ERR. */
final class Acknowledgement {

    private static final DateTimeFormatter TS = DateTimeFormatter.ofPattern("uuuuMMddHHmmssZ");

    private final Clock clock;

    Acknowledgement(Clock clock) {
        this.clock = clock;
    }

    /** AA, or for a refusal AE or AR with what was wrong, where, and in plain words. */
    byte[] of(Header request, Charset charset, Optional<RefusedMessageException> refusal) {
        List<String> segments = new ArrayList<>();
        String now = TS.format(ZonedDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
        segments.add(String.join(
                "|",
                "MSH",
                "^~\\&",
                request.receivingApplication(),
                request.receivingFacility(),
                request.sendingApplication(),
                request.sendingFacility(),
                now,
                "",
                "ACK" + (request.event().isEmpty() ? "" : "^" + request.event() + "^ACK"),
                "CF" + clock.instant().toEpochMilli() + "." + Math.abs(request.hashCode() % 1000),
                request.processingId().isEmpty() ? "P" : request.processingId(),
                request.version().isEmpty() ? "2.5" : request.version(),
                "",
                "",
                "",
                "",
                "",
                request.charset()));
        String code = refusal.map(r -> r.kind().name()).orElse("AA");
        segments.add("MSA|" + code + "|" + request.controlId()
                + refusal.map(r -> "|" + escape(r.getMessage())).orElse(""));
        refusal.ifPresent(r -> segments.add(error(r)));
        return (String.join("\r", segments) + "\r").getBytes(charset);
    }

    /** ERR-2 where, ERR-3 what (table 0357), ERR-4 severity, ERR-8 the words for people. */
    private static String error(RefusedMessageException refusal) {
        return "ERR||%s|%s^%s^HL70357|E||||%s"
                .formatted(
                        refusal.location(),
                        refusal.code().value(),
                        refusal.code().meaning(),
                        escape(refusal.getMessage()));
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            escaped.append(
                    switch (c) {
                        case '\\' -> "\\E\\";
                        case '|' -> "\\F\\";
                        case '~' -> "\\R\\";
                        case '^' -> "\\S\\";
                        case '&' -> "\\T\\";
                        case '\r', '\n' -> " ";
                        default -> String.valueOf(c);
                    });
        }
        return escaped.toString();
    }
}
