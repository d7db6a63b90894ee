package org.confluens.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.dicom.data.Uids;
import org.confluens.sr.Code;
import org.confluens.sr.DicomTime;
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
    private static final int LONGEST_CODE = 16; // VR SH
    private static final int LONGEST_NAME = 64; // VR LO, and each group of a PN
    private static final int LAST_YEAR = 9999;
    private static final int NONCHARACTER = 0xFFFE;

    private final Template template;
    private final List<FieldProblem> problems;

    ValueChecks(Template template, List<FieldProblem> problems) {
        this.template = template;
        this.problems = problems;
    }

    /** Whether the field may hold the value. */
    static boolean accepts(Template template, Field field, Value value) {
        List<FieldProblem> problems = new ArrayList<>();
        new ValueChecks(template, problems).check(field, FieldValue.entered(value));
        return problems.isEmpty();
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
        } else if (value instanceof DateValue date && !isYear(date.date().getYear())) {
            add(field, "out-of-range", "takes a date of the years 1 to 9999", "correct the year");
        } else if (value instanceof DateTimeValue moment
                && DicomTime.parseDateTime(moment.dateTime()).isEmpty()) {
            add(field, "not-a-date", "takes a date with or without a time", "write it as 2026, 202603 or 20260301");
        } else if (value instanceof PersonValue person) {
            person(field, person.name().toString());
        } else if (value instanceof UidValue uid && !Uids.isValid(uid.uid())) {
            add(field, "not-a-uid", "takes a UID", "give a UID");
        } else if (value instanceof InstanceValue instance) {
            instance(field, instance);
        }
    }

    private static boolean isYear(int year) {
        return year >= 1 && year <= LAST_YEAR;
    }

    private void person(Field field, String name) {
        if (hasControls(name) || name.contains("\\")) {
            add(field, "control-character", "holds a control character or a backslash", "remove it");
        }
        if (Arrays.stream(name.split("=", -1)).anyMatch(group -> group.length() > LONGEST_NAME)) {
            add(field, "too-long", "is longer than " + LONGEST_NAME + " characters", "shorten it");
        }
    }

    /** Where the instance is found may be left to whoever reads the document, but what is said must be right. */
    private void instance(Field field, InstanceValue instance) {
        ObjectReference object = instance.reference();
        boolean places = Stream.of(object.studyInstanceUid(), object.seriesInstanceUid())
                .allMatch(uid -> uid.isEmpty() || Uids.isValid(uid));
        if (!places || !Uids.isValid(object.sopClassUid()) || !Uids.isValid(object.sopInstanceUid())) {
            add(field, "not-a-uid", "refers to an instance by SOP Class UID and SOP Instance UID", "give the UIDs");
        }
        if (instance.frames().stream().anyMatch(frame -> frame < 1)) {
            add(field, "out-of-range", "counts frames from 1", "correct the frame numbers");
        }
    }

    private void code(Field field, Code code) {
        ValueSet all = field.item().values().orElseThrow();
        ValueSet set =
                field.item().hasRole(ItemRole.PROCEDURE) ? new ValueSet(all.id(), template.procedures(), false) : all;
        String allowed = set.codes().stream().map(CodeBook::reference).collect(Collectors.joining(", "));
        if (!set.accepts(code)) {
            add(
                    field,
                    "not-in-value-set",
                    CodeBook.reference(code) + " is not in the value set " + set.id(),
                    "use one of " + allowed);
        } else if (!set.codes().contains(code) && !isCode(code)) {
            add(
                    field,
                    "not-a-code",
                    "takes a code with a value and a scheme of at most 16 and a meaning of at most 64 characters",
                    "give all three, or use one of " + allowed);
        }
    }

    /** What Code Value, Coding Scheme Designator (SH) and Code Meaning (LO) can hold, PS3.3 8.8. */
    private static boolean isCode(Code code) {
        return isShort(code.value(), LONGEST_CODE)
                && isShort(code.scheme(), LONGEST_CODE)
                && isShort(code.meaning(), LONGEST_NAME);
    }

    private static boolean isShort(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && !hasControls(text) && !text.contains("\\");
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
        if (hasControls(text)) {
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

    /** Whether some of it can't be written to a document or be shown: control characters, halves of surrogate pairs. */
    static boolean hasControls(String text) {
        return text.codePoints().anyMatch(ValueChecks::isControl);
    }

    /** The text with a space in place of each such character. */
    static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isControl(c) ? ' ' : c).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isControl(int character) {
        boolean layout = character == '\n' || character == '\r' || character == '\t';
        int type = Character.getType(character);
        return (type == Character.CONTROL && !layout)
                || type == Character.SURROGATE
                || (character & NONCHARACTER) == NONCHARACTER;
    }

    private void add(Field field, String rule, String message, String remedy) {
        problems.add(new FieldProblem(field.path(), rule, "\"" + field.item().label() + "\" " + message, remedy));
    }
}
