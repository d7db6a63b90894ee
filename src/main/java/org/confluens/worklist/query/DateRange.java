package org.confluens.worklist.query;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/** A date or a range of dates, both ends included (PS3.4 C.2.2.2.5.1); an open end is MIN or MAX. */
record DateRange(LocalDate from, LocalDate to, boolean isRange) {

    private static final DateTimeFormatter DA =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    /**
     * Reads a DA key; the dots of ACR-NEMA dates are taken too.
     *
     * @throws DateTimeParseException when it is neither a date nor a range
     */
    static DateRange parse(String value) {
        int hyphen = value.indexOf('-');
        if (hyphen < 0) {
            LocalDate day = date(value);
            return new DateRange(day, day, false);
        }
        String first = value.substring(0, hyphen).strip();
        String second = value.substring(hyphen + 1).strip();
        if (first.isEmpty() && second.isEmpty()) {
            throw new DateTimeParseException("a range needs at least one end", value, hyphen);
        }
        return new DateRange(
                first.isEmpty() ? LocalDate.MIN : date(first), second.isEmpty() ? LocalDate.MAX : date(second), true);
    }

    /** Reads one DA value. */
    static LocalDate date(String value) {
        return LocalDate.parse(value.strip().replace(".", ""), DA);
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
