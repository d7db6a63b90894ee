package org.confluens.report;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;
import org.confluens.template.CodeBook;
import org.confluens.template.FormLayout;
import org.confluens.template.Item;
import org.confluens.template.Template;
import org.confluens.template.Value;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * Reads what somebody answered in a form. A member of the JSON is a field, by its path; its value is one value or an array
 * of values, in the full form of {@link ValuesJson} or, where the field's item says what is meant, as a plain string:
 * {@code "SCT:52101004"} or the code alone, {@code "2026-03-01"}. Null, an empty string or an empty array clears.
 */
final class Answers {

    private final FormLayout layout;
    private final List<Problem.Field> problems = new ArrayList<>();

    private Answers(Template template) {
        this.layout = FormLayout.of(template);
    }

    /**
     * The answers by path.
     *
     * @throws ProblemException naming every field that is not there or whose value cannot be read
     */
    static Map<String, List<Value>> read(Template template, Map<String, JsonValue> json) {
        Answers answers = new Answers(template);
        Map<String, List<Value>> byPath = new LinkedHashMap<>();
        json.forEach((path, value) -> answers.field(path, value).ifPresent(values -> byPath.put(path, values)));
        if (!answers.problems.isEmpty()) {
            throw new ProblemException(FormProblems.refused(answers.problems));
        }
        return byPath;
    }

    private Optional<List<Value>> field(String path, JsonValue json) {
        Optional<Item> item = layout.field(path).map(org.confluens.template.Field::item);
        if (item.isEmpty()) {
            refuse(path, "unknown-field", "The template has no such field", "Use a path of the form");
            return Optional.empty();
        }
        JsonValue given =
                json instanceof JsonObject object && object.get("values") instanceof JsonArray array ? array : json;
        List<JsonValue> list = given instanceof JsonArray array ? List.copyOf(array) : List.of(given);
        try {
            return Optional.of(list.stream()
                    .filter(value -> !isEmpty(value))
                    .map(value -> value(item.get(), value))
                    .toList());
        } catch (IllegalArgumentException | DateTimeException | ClassCastException | NullPointerException e) {
            String expected = item.get().type().name();
            refuse(path, "wrong-type", "The value is not a " + expected, "Give a value of the type " + expected);
            return Optional.empty();
        }
    }

    private static boolean isEmpty(JsonValue value) {
        return value == JsonValue.NULL
                || value instanceof JsonString string && string.getString().isBlank();
    }

    private static Value value(Item item, JsonValue json) {
        Value value = json instanceof JsonString string
                ? fromText(item, string.getString().strip())
                : ValuesJson.value(json).orElseThrow(IllegalArgumentException::new);
        return value instanceof Value.CodeValue coded ? withOurMeaning(item, coded) : value;
    }

    private static Value fromText(Item item, String text) {
        return switch (item.type()) {
            case CODE -> code(item, text);
            case NUM -> Value.NumberValue.parse(text);
            case TEXT -> new Value.TextValue(text);
            case DATE -> new Value.DateValue(LocalDate.parse(text));
            case TIME -> new Value.TimeValue(LocalTime.parse(text));
            case DATETIME -> new Value.DateTimeValue(text);
            case PNAME -> new Value.PersonValue(PersonName.parse(text));
            case UIDREF -> new Value.UidValue(text);
            case IMAGE, COMPOSITE -> throw new IllegalArgumentException();
        };
    }

    /** A code of the item's value set by its reference or its value; another one stays unknown and is refused later. */
    private static Value code(Item item, String text) {
        return item.values().stream()
                .flatMap(set -> set.codes().stream())
                .filter(code -> text.equals(CodeBook.reference(code)) || text.equals(code.value()))
                .findFirst()
                .map(Value::of)
                .orElseGet(() -> {
                    int colon = text.indexOf(':');
                    return Value.of(new Code(text.substring(colon + 1), text.substring(0, Math.max(colon, 0)), text));
                });
    }

    /** Documents carry the meaning that the value set has, whatever the client wrote. */
    private static Value withOurMeaning(Item item, Value.CodeValue value) {
        return item.values()
                .flatMap(set -> set.member(value.code()))
                .map(Value::of)
                .orElse(value);
    }

    private void refuse(String path, String rule, String message, String remedy) {
        problems.add(new Problem.Field(path, rule, message, remedy));
    }
}
