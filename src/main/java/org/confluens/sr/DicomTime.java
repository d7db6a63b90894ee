package org.confluens.sr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times in the forms of DA, TM and DT values (PS3.5 6.2). */
public final class DicomTime {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");
    private static final Pattern DATE_FORM = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
    private static final Pattern TIME_FORM =
            Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,6}))?)?)?");
    private static final Pattern DATE_TIME_FORM = Pattern.compile(
            "(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.(\\d{1,6}))?)?)?)?)?)?([+-]\\d{4})?");

    private DicomTime() {}

    /** A date as a DA value. */
    public static String date(LocalDate date) {
        return DATE.format(date);
    }

    /** A time of day to the second as a TM value. */
    public static String time(LocalTime time) {
        return TIME.format(time);
    }

    /** A moment to the second with its offset as a DT value. */
    public static String dateTime(OffsetDateTime moment) {
        return DATE.format(moment) + TIME.format(moment) + offset(moment.getOffset());
    }

    /** An offset as Timezone Offset From UTC (0008,0201) has it. */
    public static String offset(ZoneOffset offset) {
        return OFFSET.format(LocalDate.EPOCH.atStartOfDay().atOffset(offset));
    }

    /** The date of a DA value, also of the old form with dots; empty for what is none. */
    public static Optional<LocalDate> parseDate(String value) {
        Matcher form = DATE_FORM.matcher(value.trim());
        try {
            return form.matches()
                    ? Optional.of(LocalDate.of(number(form, 1, 0), number(form, 2, 1), number(form, 3, 1)))
                    : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** The time of a TM value, whose minutes and seconds may be left out; empty for what is none. */
    public static Optional<LocalTime> parseTime(String value) {
        Matcher form = TIME_FORM.matcher(value.trim());
        try {
            return form.matches()
                    ? Optional.of(
                            LocalTime.of(number(form, 1, 0), number(form, 2, 0), second(form, 3), nanos(form.group(4))))
                    : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** The local date and time of a DT value, whatever its precision; empty for what is none. */
    public static Optional<LocalDateTime> parseDateTime(String value) {
        Matcher form = DATE_TIME_FORM.matcher(value.trim());
        try {
            return form.matches()
                    ? Optional.of(LocalDateTime.of(
                            number(form, 1, 0),
                            number(form, 2, 1),
                            number(form, 3, 1),
                            number(form, 4, 0),
                            number(form, 5, 0),
                            second(form, 6),
                            nanos(form.group(7))))
                    : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /** The moment of a DT value, by its own offset or else by the given one; empty for what is none. */
    public static Optional<Instant> parseMoment(String value, ZoneOffset otherwise) {
        Matcher form = DATE_TIME_FORM.matcher(value.trim());
        return parseDateTime(value)
                .filter(local -> form.matches())
                .map(local -> local.toInstant(Optional.ofNullable(form.group(8))
                        .flatMap(DicomTime::parseOffset)
                        .orElse(otherwise)));
    }

    /** An offset such as {@code +0100}; empty for what is none. */
    public static Optional<ZoneOffset> parseOffset(String value) {
        try {
            return value.isBlank() ? Optional.empty() : Optional.of(ZoneOffset.of(value.trim()));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher form, int group, int absent) {
        String digits = form.group(group);
        return digits == null ? absent : Integer.parseInt(digits);
    }

    /** A leap second is a legal 60, which Java's clock does not have. */
    private static int second(Matcher form, int group) {
        int second = number(form, group, 0);
        return second == 60 ? 59 : second;
    }

    private static int nanos(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }
}
