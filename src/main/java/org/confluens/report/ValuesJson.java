package org.confluens.report;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;
import org.confluens.template.FieldValue;
import org.confluens.template.FormValues;
import org.confluens.template.ObjectReference;
import org.confluens.template.Value;

/**
 * The values of a form as JSON: an object with a member a field, by its path. Texts are strings and numbers are numbers;
 * every other value is an object that says what it is, so that the values can be read without their template.
 */
final class ValuesJson {

    private ValuesJson() {}

    static JsonObject write(FormValues values) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        values.fields().forEach((path, field) -> json.add(path, write(field)));
        return json.build();
    }

    static JsonObject write(FieldValue field) {
        JsonObjectBuilder json =
                JSON.createObjectBuilder().add("state", field.state().name()).add("values", write(field.values()));
        if (field.hasProposal()) {
            json.add("proposal", write(field.proposal()));
        }
        field.source().ifPresent(source -> json.add("source", source));
        return json.build();
    }

    static JsonArray write(List<Value> values) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        values.forEach(value -> array.add(write(value)));
        return array.build();
    }

    private static JsonValue write(Value value) {
        if (value instanceof Value.TextValue v) {
            return JSON.createValue(v.text());
        }
        if (value instanceof Value.NumberValue v) {
            return JSON.createValue(v.number());
        }
        if (value instanceof Value.CodeValue v) {
            return write(v.code());
        }
        if (value instanceof Value.InstanceValue v) {
            return write(v);
        }
        return writeSimple(value);
    }

    private static JsonObject writeSimple(Value value) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        if (value instanceof Value.DateValue v) {
            json.add("date", v.date().toString());
        } else if (value instanceof Value.TimeValue v) {
            json.add("time", v.time().toString());
        } else if (value instanceof Value.DateTimeValue v) {
            json.add("dateTime", v.dateTime());
        } else if (value instanceof Value.PersonValue v) {
            json.add("name", v.name().toString());
        } else if (value instanceof Value.UidValue v) {
            json.add("uid", v.uid());
        }
        return json.build();
    }

    static JsonObject write(Code code) {
        return JSON.createObjectBuilder()
                .add("code", code.value())
                .add("scheme", code.scheme())
                .add("meaning", code.meaning())
                .build();
    }

    private static JsonObject write(Value.InstanceValue value) {
        ObjectReference reference = value.reference();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("studyInstanceUid", reference.studyInstanceUid())
                .add("seriesInstanceUid", reference.seriesInstanceUid())
                .add("sopClassUid", reference.sopClassUid())
                .add("sopInstanceUid", reference.sopInstanceUid());
        if (!value.frames().isEmpty()) {
            json.add("frames", JSON.createArrayBuilder(value.frames()));
        }
        return json.build();
    }

    /** Reads what {@link #write(FormValues)} wrote. */
    static FormValues read(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            Map<String, FieldValue> fields = new LinkedHashMap<>();
            reader.readObject().forEach((path, field) -> fields.put(path, field(field.asJsonObject())));
            return FormValues.of(fields);
        }
    }

    private static FieldValue field(JsonObject json) {
        return new FieldValue(
                FieldValue.State.valueOf(json.getString("state")),
                values(json.getJsonArray("values")),
                json.containsKey("proposal") ? values(json.getJsonArray("proposal")) : List.of(),
                json.containsKey("source") ? Optional.of(json.getString("source")) : Optional.empty());
    }

    private static List<Value> values(JsonArray array) {
        return array.stream()
                .map(json -> value(json).orElseThrow(() -> new IllegalStateException("a stored value cannot be read")))
                .toList();
    }

    /**
     * The value that the JSON says; empty if it says none.
     *
     * @throws RuntimeException if a date, a time or a number of it is none
     */
    static Optional<Value> value(JsonValue json) {
        if (json instanceof JsonString string) {
            return Optional.of(new Value.TextValue(string.getString()));
        }
        if (json instanceof JsonNumber number) {
            return Optional.of(new Value.NumberValue(number.bigDecimalValue()));
        }
        return json instanceof JsonObject object ? value(object) : Optional.empty();
    }

    private static Optional<Value> value(JsonObject json) {
        if (json.containsKey("code")) {
            return Optional.of(new Value.CodeValue(
                    new Code(json.getString("code"), json.getString("scheme", ""), json.getString("meaning", ""))));
        }
        if (json.containsKey("date")) {
            return Optional.of(new Value.DateValue(LocalDate.parse(json.getString("date"))));
        }
        if (json.containsKey("time")) {
            return Optional.of(new Value.TimeValue(LocalTime.parse(json.getString("time"))));
        }
        if (json.containsKey("dateTime")) {
            return Optional.of(new Value.DateTimeValue(json.getString("dateTime")));
        }
        if (json.containsKey("name")) {
            return Optional.of(new Value.PersonValue(PersonName.parse(json.getString("name"))));
        }
        if (json.containsKey("uid")) {
            return Optional.of(new Value.UidValue(json.getString("uid")));
        }
        return json.containsKey("sopInstanceUid") ? Optional.of(instance(json)) : Optional.empty();
    }

    private static Value instance(JsonObject json) {
        ObjectReference reference = new ObjectReference(
                json.getString("studyInstanceUid", ""),
                json.getString("seriesInstanceUid", ""),
                json.getString("sopClassUid", ""),
                json.getString("sopInstanceUid"));
        List<Integer> frames = json.containsKey("frames")
                ? json.getJsonArray("frames").getValuesAs(JsonNumber.class).stream()
                        .map(JsonNumber::intValue)
                        .toList()
                : List.of();
        return new Value.InstanceValue(reference, frames);
    }
}
