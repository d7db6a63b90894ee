package org.confluens.confirmation;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;
import org.confluens.worklist.ProcedureCode;

/**
 * Reads the body of an approval, every member of which may be missing: {@code start} (or {@code date} and {@code time}),
 * {@code station} or {@code stations}, {@code procedure} with {@code code}, {@code scheme} and {@code meaning}.
 */
final class WishJson {
    static final int LONGEST_REASON = 1000;
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private WishJson() {}

    static SchedulingWish read(Optional<JsonObject> body) {
        return body.map(json -> new SchedulingWish(start(json), stations(json), procedure(json)))
                .orElseGet(SchedulingWish::none);
    }

    private static Optional<LocalDateTime> start(JsonObject json) {
        try {
            if (json.containsKey("start")) {
                return Optional.of(LocalDateTime.parse(text(json, "start")));
            }
            if (json.containsKey("date")) {
                LocalTime time = json.containsKey("time") ? LocalTime.parse(text(json, "time")) : MORNING;
                return Optional.of(LocalDate.parse(text(json, "date")).atTime(time));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            throw invalid("start", "local-date-time", "The start is no local date and time", "Write 2026-03-01T09:30");
        }
    }

    private static List<String> stations(JsonObject json) {
        if (json.get("stations") instanceof JsonArray array) {
            return array.stream().map(value -> text(value, "stations")).toList();
        }
        String station = json.containsKey("station") ? text(json, "station") : "";
        return station.isEmpty() ? List.of() : List.of(station);
    }

    private static Optional<ProcedureCode> procedure(JsonObject json) {
        if (!json.containsKey("procedure")) {
            return Optional.empty();
        }
        if (!(json.get("procedure") instanceof JsonObject code)
                || text(code, "code").isEmpty()
                || text(code, "scheme").isEmpty()
                || text(code, "meaning").isEmpty()) {
            throw invalid(
                    "procedure", "code", "The procedure is no code", "Give it as code, scheme and meaning, all filled");
        }
        return Optional.of(new ProcedureCode(text(code, "code"), text(code, "scheme"), text(code, "meaning")));
    }

    private static String text(JsonObject json, String member) {
        return json.containsKey(member) ? text(json.get(member), member) : "";
    }

    private static String text(JsonValue value, String member) {
        if (value instanceof JsonString string) {
            return string.getString().strip();
        }
        throw invalid(member, "text", "The member " + member + " is no text", "Write it as a JSON string");
    }

    private static ProblemException invalid(String field, String rule, String message, String remedy) {
        return new ProblemException(Problem.invalid(field, rule, message, remedy));
    }
}
