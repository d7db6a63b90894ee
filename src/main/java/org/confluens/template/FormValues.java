package org.confluens.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The content of a form: what stands in its fields, by path. Immutable. */
public final class FormValues {
    private static final FormValues EMPTY = new FormValues(Map.of());

    private final Map<String, FieldValue> fields;

    private FormValues(Map<String, FieldValue> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static FormValues empty() {
        return EMPTY;
    }

    public static FormValues of(Map<String, FieldValue> fields) {
        return new FormValues(fields);
    }

    public static Builder builder() {
        return new Builder(Map.of());
    }

    public Builder toBuilder() {
        return new Builder(fields);
    }

    public Map<String, FieldValue> fields() {
        return fields;
    }

    public Optional<FieldValue> field(String path) {
        return Optional.ofNullable(fields.get(path));
    }

    /** The values of a field; none when it is empty or was rejected. */
    public List<Value> values(String path) {
        return field(path).map(FieldValue::values).orElse(List.of());
    }

    public Optional<Value> value(String path) {
        return field(path).flatMap(FieldValue::value);
    }

    /** Whether anything stands below {@code prefix}. */
    public boolean hasAny(String prefix) {
        return fields.entrySet().stream()
                .anyMatch(e -> e.getKey().startsWith(prefix + "/")
                        && !e.getValue().values().isEmpty());
    }

    /** The numbers of the occurrences of a repeated group that have a field, as {@code 1, 2} for {@code injections}. */
    public SortedSet<Integer> occurrences(String group) {
        SortedSet<Integer> numbers = new TreeSet<>();
        String start = group + "[";
        for (String path : fields.keySet()) {
            int end = path.startsWith(start) ? path.indexOf(']', start.length()) : -1;
            if (end > 0) {
                numbers.add(Integer.valueOf(path.substring(start.length(), end)));
            }
        }
        return numbers;
    }

    /** The form after a person answered: what is not mentioned stays, an empty answer clears or rejects. */
    public FormValues answered(Map<String, List<Value>> answers) {
        Builder builder = toBuilder();
        answers.forEach((path, values) -> {
            FieldValue before = fields.get(path);
            if (before == null || !before.hasProposal()) {
                builder.put(path, values);
            } else {
                builder.put(path, before.answeredWith(values));
            }
        });
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormValues values && fields.equals(values.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.size() + " fields"; // no content: it may be about a patient
    }

    /** Collects fields. */
    public static final class Builder {
        private final Map<String, FieldValue> fields;

        private Builder(Map<String, FieldValue> fields) {
            this.fields = new LinkedHashMap<>(fields);
        }

        public Builder put(String path, FieldValue field) {
            fields.put(path, field);
            return this;
        }

        /** Puts what a person entered; nothing removes the field. */
        public Builder put(String path, List<Value> values) {
            if (values.isEmpty()) {
                fields.remove(path);
            } else {
                fields.put(path, FieldValue.entered(values.toArray(Value[]::new)));
            }
            return this;
        }

        public Builder put(String path, Value... values) {
            return put(path, List.of(values));
        }

        public Builder remove(String path) {
            fields.remove(path);
            return this;
        }

        public FormValues build() {
            return new FormValues(fields);
        }
    }
}
