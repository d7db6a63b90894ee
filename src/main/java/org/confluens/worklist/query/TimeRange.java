package org.confluens.worklist.query;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time or a range of times within a day, both ends included (PS3.4 C.2.2.2.5.2); an open end is MIN or MAX. */
record TimeRange(LocalTime from, LocalTime to, boolean isRange) {

    private static final Pattern TM = Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,6}))?)?)?");

    /**
     * Reads a TM key; parts that are left out are zero. The colons of ACR-NEMA times are taken too.
     *
     * @throws DateTimeParseException when it is neither a time nor a range
     */
    static TimeRange parse(String value) {
        int hyphen = value.indexOf('-');
        if (hyphen < 0) {
            LocalTime time = time(value);
            return new TimeRange(time, time, false);
        }
        String first = value.substring(0, hyphen).strip();
        String second = value.substring(hyphen + 1).strip();
        if (first.isEmpty() && second.isEmpty()) {
            throw new DateTimeParseException("a range needs at least one end", value, hyphen);
        }
        return new TimeRange(
                first.isEmpty() ? LocalTime.MIN : time(first), second.isEmpty() ? LocalTime.MAX : time(second), true);
    }

    /** Reads one TM value. */
    static LocalTime time(String value) {
        Matcher m = TM.matcher(value.strip());
        if (!m.matches()) {
            throw new DateTimeParseException("not a time", value, 0);
        }
        String fraction = m.group(4) == null ? "0" : m.group(4);
        int nanos = Integer.parseInt((fraction + "000000").substring(0, 6)) * 1000;
        try {
            return LocalTime.of(part(m, 1), part(m, 2), Math.min(part(m, 3), 59), nanos);
        } catch (DateTimeException e) {
            throw new DateTimeParseException("not a time", value, 0, e);
        }
    }

    private static int part(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    boolean contains(LocalTime time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    boolean openStart() {
        return isRange && from.equals(LocalTime.MIN);
    }

    boolean openEnd() {
        return to.equals(LocalTime.MAX);
    }
}
