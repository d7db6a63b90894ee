package org.confluens.web;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A problem document (RFC 9457): what went wrong, in which field, by which rule, and what to do about it.
 *
 * @param type a short stable name in kebab case, such as {@code report-not-complete}; it is sent as the URI reference
 *     {@code /problems/<type>}
 * @param title one sentence that is the same for every occurrence of the type
 * @param status the HTTP status
 * @param detail what happened this time and what to do; holds no patient data
 * @param fields the fields that are wrong, empty if the problem is not about fields
 * @param extensions further members of the document, such as the two versions of a conflict
 */
public record Problem(String type, String title, int status, String detail, List<Field> fields, JsonObject extensions) {

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What the header Retry-After of an answer 503 says: whatever is away is looked for again at once when it is back. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final String RETRY_MEMBER = "retryAfter";

    /**
     * One field that is wrong.
     *
     * @param field where: a path of the form or the name of a parameter
     * @param rule the rule that was broken, a stable short name
     * @param message what is wrong
     * @param remedy what to do
     */
    public record Field(String field, String rule, String message, String remedy) {

        public Field {
            Objects.requireNonNull(field);
            Objects.requireNonNull(rule);
            Objects.requireNonNull(message);
            Objects.requireNonNull(remedy);
        }

        /** This field as it stands in the document's {@code problems} array. */
        public JsonObject toJson() {
            return JSON.createObjectBuilder()
                    .add("field", field)
                    .add("rule", rule)
                    .add("message", message)
                    .add("remedy", remedy)
                    .build();
        }
    }

    public Problem {
        Objects.requireNonNull(type);
        Objects.requireNonNull(title);
        Objects.requireNonNull(detail);
        fields = List.copyOf(fields);
        Objects.requireNonNull(extensions);
    }

    /** A problem that is not about fields. */
    public static Problem of(int status, String type, String title, String detail) {
        return new Problem(type, title, status, detail, List.of(), JsonValue.EMPTY_JSON_OBJECT);
    }

    /** 400: a parameter or member of the request is not acceptable. */
    public static Problem invalid(String field, String rule, String message, String remedy) {
        return of(400, "invalid-request", "The request is not acceptable", message + ". " + remedy + ".")
                .with(new Field(field, rule, message, remedy));
    }

    /** 429: it was asked too often, and may be asked again after that time. */
    public static Problem busy(String type, String title, String detail, Duration after) {
        JsonObject retry = JSON.createObjectBuilder()
                .add(RETRY_MEMBER, Math.max(1, after.toSeconds()))
                .build();
        return new Problem(type, title, 429, detail, List.of(), retry);
    }

    /** 404: there is no such thing; {@code what} is the kind of thing, such as "report". */
    public static Problem notFound(String what) {
        return of(404, "not-found", "There is no such " + what, "Look up the " + what + " in its list and try again.");
    }

    /** 409: the request does not fit the present state. */
    public static Problem conflict(String type, String title, String detail) {
        return of(409, type, title, detail);
    }

    /** This problem with one more wrong field. */
    public Problem with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return with(more);
    }

    /** This problem with exactly these wrong fields. */
    public Problem with(List<Field> theseFields) {
        return new Problem(type, title, status, detail, theseFields, extensions);
    }

    /** This problem with a further member of the document. */
    public Problem with(String member, JsonValue value) {
        JsonObject more =
                JSON.createObjectBuilder(extensions).add(member, value).build();
        return new Problem(type, title, status, detail, fields, more);
    }

    /** The document. */
    public JsonObject toJson() {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("type", "/problems/" + type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        if (!fields.isEmpty()) {
            var array = JSON.createArrayBuilder();
            fields.forEach(field -> array.add(field.toJson()));
            json.add("problems", array);
        }
        extensions.forEach(json::add);
        return json.build();
    }

    /** The HTTP answer that carries this document. */
    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .header("Cache-Control", "no-store")
                .entity(toJson().toString());
        if (extensions.get(RETRY_MEMBER) instanceof JsonNumber seconds) {
            return response.header("Retry-After", seconds.longValue()).build();
        }
        return status == 503
                ? response.header("Retry-After", RETRY_AFTER.toSeconds()).build()
                : response.build();
    }
}
