package org.confluens.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** Dates and times of DA, TM and DT (PS3.5 table 6.2-1), and the forms that ACR-NEMA had. */
final class DateTimes {
    private DateTimes() {}

    static Optional<LocalDate> date(String text) {
        String digits = text.length() >= 10 && text.charAt(4) == '.' && text.charAt(7) == '.'
                ? text.substring(0, 4) + text.substring(5, 7) + text.substring(8, 10)
                : text;
        if (digits.length() < 8 || number(digits, 0, 8) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number(digits, 0, 4), number(digits, 4, 6), number(digits, 6, 8)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What of a DT is a TM. */
    static String timePart(String text) {
        int end = text.length();
        for (int i = 8; i < end; i++) {
            if (text.charAt(i) == '+' || text.charAt(i) == '-') {
                end = i;
            }
        }
        return end > 8 ? text.substring(8, end) : "";
    }

    static Optional<LocalTime> time(String text) {
        String plain = text.replace(":", "");
        int point = plain.indexOf('.');
        String clock = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point + 1);
        boolean whole = clock.length() == 2 || clock.length() == 4 || clock.length() == 6;
        if (!whole || number(clock, 0, clock.length()) < 0 || fraction.length() > 9) {
            return Optional.empty();
        }
        int nanos = fraction.isEmpty() ? 0 : number((fraction + "00000000").substring(0, 9), 0, 9);
        int hour = number(clock, 0, 2);
        int minute = clock.length() > 2 ? number(clock, 2, 4) : 0;
        // 60 is a leap second, which Java's clock has no place for.
        int second = clock.length() > 4 ? Math.min(number(clock, 4, 6), 60) : 0;
        if (hour > 23 || minute > 59 || nanos < 0) {
            return Optional.empty();
        }
        return Optional.of(LocalTime.of(hour, minute, Math.min(second, 59), nanos));
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
