package org.confluens.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.OptionalLong;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** What a request must bring: the state that the person has seen (RFC 9110 13.1.1), and the members of its body. */
final class Preconditions {

    private Preconditions() {}

    /** The lock version that the If-Match header names; without the header the request is refused (RFC 6585 3). */
    static OptionalLong required(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(Problem.of(
                            428,
                            "precondition-required",
                            "The request must say which state of the report it changes",
                            "Send If-Match with the ETag that the report had when you read it.")
                    .with(new Problem.Field(
                            "If-Match", "required", "The header is missing", "Send the ETag of the report")));
        }
        return optional(ifMatch);
    }

    /** The same where the header may be left out; {@code *} takes any state. */
    static OptionalLong optional(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong(ifMatch.strip().replaceFirst("^(?:W/)?\"([^\"]*)(?:-gzip)?\"$", "$1")));
        } catch (NumberFormatException e) {
            return OptionalLong.of(-1); // no state has ever had this tag
        }
    }

    static JsonObject object(JsonObject body, String member) {
        if (body != null && body.get(member) instanceof JsonObject object) {
            return object;
        }
        throw missing(member, "an object");
    }

    static String text(JsonObject body, String member, int longest) {
        JsonValue value = body == null ? null : body.get(member);
        String text = value instanceof JsonString string ? string.getString().strip() : "";
        if (text.isEmpty()) {
            throw missing(member, "a text");
        }
        if (text.length() > longest) {
            throw new ProblemException(Problem.invalid(
                    member, "too-long", "The text is longer than " + longest + " characters", "Shorten it"));
        }
        return text;
    }

    private static ProblemException missing(String member, String kind) {
        return new ProblemException(Problem.invalid(
                member,
                "required",
                "The body lacks the member \"" + member + "\"",
                "Send a JSON object in which \"" + member + "\" is " + kind));
    }
}
