package org.confluens.worklist.query;

import java.math.BigDecimal;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.Element;
import org.confluens.dicom.data.SequenceElement;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.data.ValueElement;

/** Turns the identifier of a C-FIND request into criteria, PS3.4 C.2.2.2 and K.4.1.1.3. */
final class QueryParser {

    /** Date keys and the time that belongs to each; the time is judged with its date. */
    private static final Map<Integer, Integer> TIME_OF_DATE = Map.of(
            Tag.ScheduledProcedureStepStartDate, Tag.ScheduledProcedureStepStartTime,
            Tag.ScheduledProcedureStepEndDate, Tag.ScheduledProcedureStepEndTime,
            Tag.StudyDate, Tag.StudyTime);

    private boolean unsupportedKeys;

    private QueryParser() {}

    /** @throws QueryRefusedException when a value has no form that its key allows, or a sequence several items */
    static WorklistQuery parse(Dataset identifier) throws QueryRefusedException {
        QueryParser parser = new QueryParser();
        List<Criterion> criteria = parser.criteria(identifier, KeyTable.root());
        return new WorklistQuery(identifier, criteria, parser.unsupportedKeys);
    }

    /** Whether an identifier has no key at all, be it one to match or one to return. */
    static boolean namesNothing(Dataset identifier) {
        for (Element element : identifier) {
            if (!isSilent(element)) {
                return false;
            }
        }
        return true;
    }

    private List<Criterion> criteria(Dataset keys, Map<Integer, Key> supported) throws QueryRefusedException {
        List<Criterion> criteria = new ArrayList<>();
        for (Element element : keys) {
            Key key = supported.get(element.tag());
            if (key != null) {
                criterion(key, keys).ifPresent(criteria::add);
            } else if (!isSilent(element)) {
                unsupportedKeys = true;
            }
        }
        return criteria;
    }

    /** Elements that are no keys. Times are those of the place: an offset from UTC is one more thing not supported. */
    private static boolean isSilent(Element element) {
        int tag = element.tag();
        return tag == Tag.SpecificCharacterSet
                || tag == Tag.TimezoneOffsetFromUTC && element.isEmpty()
                || Tags.isGroupLength(tag)
                || Tags.isPrivateCreator(tag);
    }

    private Optional<Criterion> criterion(Key key, Dataset keys) throws QueryRefusedException {
        Element element = keys.element(key.tag()).orElseThrow();
        if (element.isEmpty()) {
            return Optional.empty();
        }
        requireComparable(key, element);
        if (key.matching() == Matching.SEQUENCE) {
            return sequence(key, keys);
        }
        if (!hasValue(key.tag(), keys)) {
            return Optional.empty();
        }
        if (key.matching() == Matching.NONE) {
            unsupportedKeys = true;
            return Optional.empty();
        }
        return switch (key.matching()) {
            case DATE -> period(key.tag(), TIME_OF_DATE.getOrDefault(key.tag(), 0), keys);
            case TIME -> timeWithoutDate(key.tag(), keys);
            case NUMBER -> Optional.of(number(key.tag(), keys));
            case NAME -> name(key.tag(), keys);
            default -> text(key, keys);
        };
    }

    /** A value that can't be looked at would otherwise be no condition, and everything would be found. */
    private static void requireComparable(Key key, Element element) throws QueryRefusedException {
        VR vr = element.vr() == VR.UN ? Dictionary.vr(key.tag()) : element.vr();
        boolean comparable = switch (key.matching()) {
            case SEQUENCE -> element instanceof SequenceElement;
            case NUMBER -> element instanceof ValueElement && (vr.isString() || vr == Dictionary.vr(key.tag()));
            case NONE -> true;
            default -> element instanceof ValueElement && vr.isString();
        };
        if (!comparable) {
            throw invalid(key.tag());
        }
    }

    /** Spaces alone are as good as no value (PS3.5 6.2), so for them anything matches. */
    private static boolean hasValue(int tag, Dataset keys) {
        return !keys.strings(tag).isEmpty();
    }

    private Optional<Criterion> sequence(Key key, Dataset keys) throws QueryRefusedException {
        List<Dataset> items = keys.items(key.tag());
        if (items.size() > 1) {
            throw refused("Several items in", key.tag());
        }
        List<Criterion> nested = criteria(items.get(0), key.nested());
        return nested.isEmpty() ? Optional.empty() : Optional.of(new SequenceCriterion(key.tag(), nested));
    }

    /**
     * No VR of text has a null character within a value (PS3.5 6.2), nor has PostgreSQL. An empty one of several values is no
     * wish for items without a value; nothing but empty ones is no wish for all.
     */
    private static Optional<Criterion> text(Key key, Dataset keys) throws QueryRefusedException {
        List<String> values = keys.strings(key.tag());
        List<String> wanted = values.stream().filter(value -> !value.isEmpty()).toList();
        if (values.size() > wanted.size() && wanted.isEmpty()
                || wanted.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw invalid(key.tag());
        }
        if (wanted.isEmpty() || wanted.stream().anyMatch(WildcardPattern::isUniversal)) {
            return Optional.empty();
        }
        return Optional.of(new TextCriterion(key.tag(), wanted, key.matching() == Matching.TEXT));
    }

    private static Optional<Criterion> name(int tag, Dataset keys) throws QueryRefusedException {
        NameCriterion name = NameCriterion.of(tag, single(tag, keys));
        boolean universal = name.groups().stream().allMatch(g -> g.isEmpty() || WildcardPattern.isUniversal(g));
        return universal ? Optional.empty() : Optional.of(name);
    }

    private static Criterion number(int tag, Dataset keys) throws QueryRefusedException {
        String value = single(tag, keys);
        try {
            return new NumberCriterion(tag, new BigDecimal(value));
        } catch (NumberFormatException e) {
            throw invalid(tag);
        }
    }

    /** A time whose date has a value too is judged together with it. */
    private static Optional<Criterion> timeWithoutDate(int timeTag, Dataset keys) throws QueryRefusedException {
        for (Map.Entry<Integer, Integer> pair : TIME_OF_DATE.entrySet()) {
            if (pair.getValue() == timeTag && hasValue(pair.getKey(), keys)) {
                return Optional.empty();
            }
        }
        return Optional.of(new PeriodCriterion(0, timeTag, Optional.empty(), times(timeTag, keys)));
    }

    private static Optional<Criterion> period(int dateTag, int timeTag, Dataset keys) throws QueryRefusedException {
        return Optional.of(new PeriodCriterion(dateTag, timeTag, dates(dateTag, keys), times(timeTag, keys)));
    }

    private static Optional<DateRange> dates(int tag, Dataset keys) throws QueryRefusedException {
        try {
            return Optional.of(DateRange.parse(single(tag, keys)));
        } catch (DateTimeParseException e) {
            throw invalid(tag);
        }
    }

    private static Optional<TimeRange> times(int tag, Dataset keys) throws QueryRefusedException {
        if (tag == 0 || !hasValue(tag, keys)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TimeRange.parse(single(tag, keys)));
        } catch (DateTimeParseException e) {
            throw invalid(tag);
        }
    }

    /** A key that is compared by its value has one (PS3.4 C.2.2.2); to look at the first alone would find too much. */
    private static String single(int tag, Dataset keys) throws QueryRefusedException {
        if (keys.strings(tag).size() > 1) {
            throw invalid(tag);
        }
        return keys.string(tag, "");
    }

    private static QueryRefusedException invalid(int tag) {
        return refused("Unfit value:", tag);
    }

    /** Short, because an Error Comment has 64 characters. */
    private static QueryRefusedException refused(String why, int tag) {
        return new QueryRefusedException(tag, "%s %s %s".formatted(why, Dictionary.name(tag), Tags.format(tag)));
    }
}
