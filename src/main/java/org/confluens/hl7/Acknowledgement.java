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

    /** AA, or for a refusal AE or AR with what was wrong, where, and in plain words; in the delimiters of the request. */
    byte[] of(Header request, Charset charset, Optional<RefusedMessageException> refusal) {
        Delimiters marks = request.delimiters();
        List<String> segments = new ArrayList<>();
        segments.add(header(request, marks));
        String code = refusal.map(r -> r.kind().name()).orElse("AA");
        String text = refusal.map(RefusedMessageException::getMessage).orElse("");
        segments.add(fields(marks, "MSA", code, request.controlId(), marks.escape(text)));
        refusal.ifPresent(r -> segments.add(error(r, marks)));
        return (String.join("\r", segments) + "\r").getBytes(charset);
    }

    private String header(Header request, Delimiters marks) {
        String now = TS.format(ZonedDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
        return fields(
                marks,
                "MSH",
                marks.encodingCharacters(),
                request.receivingApplication(),
                request.receivingFacility(),
                request.sendingApplication(),
                request.sendingFacility(),
                now,
                "",
                request.event().isEmpty() ? "ACK" : components(marks, "ACK", request.event(), "ACK"),
                "CF" + clock.instant().toEpochMilli() + "." + Math.abs(request.hashCode() % 1000),
                request.processingId().isEmpty() ? "P" : request.processingId(),
                request.version().isEmpty() ? "2.5" : request.version(),
                "",
                "",
                "",
                "",
                "",
                request.charset());
    }

    /** ERR-2 where, ERR-3 what (table 0357), ERR-4 severity, ERR-8 the words for people. */
    private static String error(RefusedMessageException refusal, Delimiters marks) {
        RefusedMessageException.Code code = refusal.code();
        return fields(
                marks,
                "ERR",
                "",
                refusal.location().replace('^', marks.component()),
                components(marks, code.value(), code.meaning(), "HL70357"),
                "E",
                "",
                "",
                "",
                marks.escape(refusal.getMessage()));
    }

    private static String components(Delimiters marks, String... parts) {
        return String.join(String.valueOf(marks.component()), parts);
    }

    private static String fields(Delimiters marks, String... fields) {
        String joined = String.join(String.valueOf(marks.field()), fields);
        int end = joined.length();
        while (joined.charAt(end - 1) == marks.field()) {
            end--;
        }
        return joined.substring(0, end);
    }
}
