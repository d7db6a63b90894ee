package org.confluens.template;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.Code;
import org.confluens.template.Value.CodeValue;
import org.confluens.template.Value.DateTimeValue;
import org.confluens.template.Value.DateValue;
import org.confluens.template.Value.InstanceValue;
import org.confluens.template.Value.NumberValue;
import org.confluens.template.Value.PersonValue;
import org.confluens.template.Value.TextValue;
import org.confluens.template.Value.TimeValue;
import org.confluens.template.Value.UidValue;

/** Checks the values of one field against its item. */
final class ValueChecks {
    private static final int LONGEST_TEXT = 10_000;
    private static final int DECIMAL_STRING = 16; // VR DS, PS3.5 6.2

    private final Template template;
    private final List<FieldProblem> problems;

    ValueChecks(Template template, List<FieldProblem> problems) {
        this.template = template;
        this.problems = problems;
    }

    void check(Field field, FieldValue value) {
        Item item = field.item();
        int maximum = item.cardinality().maximum();
        if (value.values().size() > maximum) {
            add(field, "cardinality", "takes at most " + maximum + " values", "remove some");
        }
        if (new HashSet<>(value.values()).size() < value.values().size()) {
            add(field, "duplicate-value", "holds the same value twice", "remove one");
        }
        for (Value one : value.values()) {
            if (fits(item.type(), one)) {
                value(field, one);
            } else {
                add(field, "wrong-type", "takes a " + item.type() + " value", "give a value of that type");
            }
        }
    }

    private static boolean fits(ItemType type, Value value) {
        return switch (type) {
            case CODE -> value instanceof CodeValue;
            case NUM -> value instanceof NumberValue;
            case TEXT -> value instanceof TextValue;
            case DATE -> value instanceof DateValue;
            case TIME -> value instanceof TimeValue;
            case DATETIME -> value instanceof DateTimeValue;
            case PNAME -> value instanceof PersonValue;
            case UIDREF -> value instanceof UidValue;
            case IMAGE, COMPOSITE -> value instanceof InstanceValue;
        };
    }

    private void value(Field field, Value value) {
        if (value instanceof CodeValue coded) {
            code(field, coded.code());
        } else if (value instanceof NumberValue number) {
            number(field, number.number());
        } else if (value instanceof TextValue text) {
            text(field, text.text());
        } else if (value instanceof UidValue uid && !Uids.isValid(uid.uid())) {
            add(field, "not-a-uid", "takes a UID", "give a UID");
        } else if (value instanceof InstanceValue instance
                && !Uids.isValid(instance.reference().sopInstanceUid())) {
            add(field, "not-a-uid", "refers to an instance by its SOP Instance UID", "give a UID");
        }
    }

    private void code(Field field, Code code) {
        ValueSet all = field.item().values().orElseThrow();
        ValueSet set =
                field.item().hasRole(ItemRole.PROCEDURE) ? new ValueSet(all.id(), template.procedures(), false) : all;
        if (!set.accepts(code)) {
            String allowed = set.codes().stream().map(CodeBook::reference).collect(Collectors.joining(", "));
            add(
                    field,
                    "not-in-value-set",
                    CodeBook.reference(code) + " is not in the value set " + set.id(),
                    "use one of " + allowed);
        }
    }

    private void number(Field field, BigDecimal number) {
        NumberRange range = field.item().range().orElseThrow();
        if (!range.contains(number)) {
            add(field, "out-of-range", number.toPlainString() + " is outside the range", "allowed is " + range);
        } else if (!range.isOnStep(number)) {
            add(field, "off-step", number.toPlainString() + " is between two steps", "allowed is " + range);
        }
        if (number.toPlainString().length() > DECIMAL_STRING) {
            add(field, "too-long", "has more than " + DECIMAL_STRING + " characters", "round it");
        }
    }

    private void text(Field field, String text) {
        if (text.isBlank()) {
            add(field, "empty", "holds no text", "write something or clear the field");
        }
        if (text.length() > LONGEST_TEXT) {
            add(field, "too-long", "is longer than " + LONGEST_TEXT + " characters", "shorten it");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            add(field, "control-character", "holds a control character", "remove it");
        }
        if (field.item().hasRole(ItemRole.SEGMENT_REFERENCE)
                && template.veins().entry(text).isEmpty()) {
            add(field, "unknown-segment", "the anatomy has no segment " + text, "use the id of a segment");
        }
        if (field.item().fixedText().filter(fixed -> !fixed.equals(text)).isPresent()) {
            add(field, "fixed", "this text is given by the template", "leave it as it is");
        }
    }

    private void add(Field field, String rule, String message, String remedy) {
        problems.add(new FieldProblem(field.path(), rule, "\"" + field.item().label() + "\" " + message, remedy));
    }
}
