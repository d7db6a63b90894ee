package org.confluens.sr;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Uids;

/** What the value of one content item must keep (PS3.3 C.17.3 and C.18). */
final class ValueRules {

    /** A code string (CS) that is not empty. */
    private static final Pattern CODE_STRING = Pattern.compile("[A-Z0-9 _]{1,16}");

    private ValueRules() {}

    static void check(ContentItem item, Findings findings) {
        item.valueType().ifPresent(type -> {
            if (needsName(type) && item.concept().isEmpty()) {
                findings.report(SrProblemCode.INVALID_CONCEPT_NAME, type + " without a concept name");
            }
            value(type, item, findings);
        });
        item.concept().ifPresent(code -> code(code, Tag.ConceptNameCodeSequence, findings));
        item.head().observationDateTime().ifPresent(moment -> {
            if (DicomTime.parseDateTime(moment).isEmpty()) {
                invalid(Tag.ObservationDateTime, "not a date and time", findings);
            }
        });
        item.head().observationUid().ifPresent(uid -> uid(uid, Tag.ObservationUID, findings));
    }

    /** A container without a heading and references whose purpose is plain go without a name. */
    private static boolean needsName(ValueType type) {
        return switch (type) {
            case TEXT, CODE, NUM, DATETIME, DATE, TIME, UIDREF, PNAME, TABLE -> true;
            default -> false;
        };
    }

    private static void value(ValueType type, ContentItem item, Findings findings) {
        switch (type) {
            case TEXT -> present(((TextItem) item).text(), Tag.TextValue, findings);
            case CODE -> code(((CodeItem) item).value(), Tag.ConceptCodeSequence, findings);
            case NUM -> num((NumItem) item, findings);
            case DATETIME -> parsed(DicomTime.parseDateTime(((DateTimeItem) item).dateTime()), Tag.DateTime, findings);
            case DATE -> parsed(DicomTime.parseDate(((DateItem) item).date()), Tag.Date, findings);
            case TIME -> parsed(DicomTime.parseTime(((TimeItem) item).time()), Tag.Time, findings);
            case UIDREF -> uid(((UidRefItem) item).uid(), Tag.UID, findings);
            case PNAME -> present(((PersonNameItem) item).name().toString(), Tag.PersonName, findings);
            case CONTAINER -> ((ContainerItem) item).template().ifPresent(id -> template(id, findings));
            default -> ReferenceValueRules.check(type, item, findings);
        }
    }

    static void code(Code code, int tag, Findings findings) {
        boolean named = !code.value().isEmpty() && !code.meaning().isEmpty();
        boolean placed = code.form() == Code.Form.URN || !code.scheme().isEmpty();
        if (!named || !placed) {
            findings.report(SrProblemCode.INVALID_CODE, tag, "value, scheme or meaning is missing");
            return;
        }
        if (code.form() == Code.Form.SHORT && code.value().length() > 16) {
            findings.report(SrProblemCode.INVALID_CODE, tag, "the value is longer than 16 characters");
        }
        if (code.meaning().length() > 64) {
            findings.report(SrProblemCode.INVALID_CODE, tag, "the meaning is longer than 64 characters");
        }
        if (code.meaning().indexOf('\\') >= 0 || code.value().indexOf('\\') >= 0) {
            findings.report(SrProblemCode.INVALID_CODE, tag, "a backslash separates values");
        }
    }

    static void uid(String uid, int tag, Findings findings) {
        if (present(uid, tag, findings) && !Uids.isValid(uid)) {
            invalid(tag, "not a UID", findings);
        }
    }

    static boolean present(String value, int tag, Findings findings) {
        if (value.isEmpty()) {
            findings.missing(tag);
        }
        return !value.isEmpty();
    }

    static void invalid(int tag, String why, Findings findings) {
        findings.report(SrProblemCode.INVALID_VALUE, tag, why);
    }

    private static void parsed(Optional<?> value, int tag, Findings findings) {
        if (value.isEmpty()) {
            invalid(tag, "missing or not in the form of its value representation", findings);
        }
    }

    private static void num(NumItem item, Findings findings) {
        item.qualifier().ifPresent(code -> code(code, Tag.NumericValueQualifierCodeSequence, findings));
        item.measurement().ifPresent(measurement -> {
            if (present(measurement.value(), Tag.NumericValue, findings)
                    && measurement.number().isEmpty()) {
                invalid(Tag.NumericValue, "not a decimal number", findings);
            }
            if (measurement.value().length() > 16) {
                invalid(Tag.NumericValue, "longer than 16 characters", findings);
            }
            measurement
                    .unit()
                    .ifPresentOrElse(
                            unit -> code(unit, Tag.MeasurementUnitsCodeSequence, findings),
                            () -> findings.missing(Tag.MeasurementUnitsCodeSequence));
            measurement
                    .rational()
                    .filter(fraction -> fraction.denominator() == 0)
                    .ifPresent(fraction -> invalid(Tag.RationalDenominatorValue, "zero", findings));
        });
    }

    private static void template(TemplateId id, Findings findings) {
        for (String term : List.of(id.identifier(), id.mappingResource())) {
            if (!CODE_STRING.matcher(term).matches()) {
                findings.report(
                        SrProblemCode.INVALID_TEMPLATE_IDENTIFICATION,
                        Tag.ContentTemplateSequence,
                        "upper case letters, digits, spaces and underscores, at most 16");
            }
        }
    }
}
