package org.confluens.hl7;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time (TS) as the date and the time of DICOM. Steps are in the local time of the place (PS3.3 C.4.10): a time
 * that names its offset from UTC is turned into it.
 */
record HlTime(String date, String time) {

    private static final Pattern TS =
            Pattern.compile("(\\d{8})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.\\d{1,4})?)?)?)?([+-]\\d{4})?");
    private static final DateTimeFormatter DA =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TM = DateTimeFormatter.ofPattern("HHmmss");

    private static final Pattern OFFSET = Pattern.compile(".*[0-9]([+-]\\d{4})");

    /**
     * The zone of the times of a message that name none: that of the message's own time (MSH-7; HL7 v2.5 2.15.9.7), else the
     * zone here.
     */
    static ZoneId zone(String messageTime, ZoneId here) {
        Matcher m = OFFSET.matcher(messageTime);
        try {
            return m.matches() ? ZoneOffset.of(m.group(1)) : here;
        } catch (DateTimeException e) {
            return here;
        }
    }

    /**
     * @param unsaid the zone of a time that names none
     * @param here the zone that the step is told in
     */
    static HlTime parse(String value, String location, ZoneId unsaid, ZoneId here) throws RefusedMessageException {
        if (value.isEmpty()) {
            throw RefusedMessageException.missing(location, "The start of the procedure (TQ1-7, ORC-7.4 or OBR-27.4)");
        }
        try {
            Matcher m = TS.matcher(value);
            if (m.matches()) {
                LocalDateTime start = start(m, unsaid, here);
                return new HlTime(DA.format(start), TM.format(start));
            }
        } catch (DateTimeException e) {
            // Said below: digits that are no date, time or offset.
        }
        throw new RefusedMessageException(
                RefusedMessageException.Kind.AE,
                RefusedMessageException.Code.DATA_TYPE_ERROR,
                location,
                "The start of the procedure is no date and time");
    }

    /** A day without a time has no instant that an offset could move. */
    private static LocalDateTime start(Matcher m, ZoneId unsaid, ZoneId here) {
        LocalDate day = LocalDate.parse(m.group(1), DA);
        if (m.group(2) == null) {
            return day.atStartOfDay();
        }
        LocalDateTime time = day.atTime(LocalTime.of(number(m, 2), number(m, 3), number(m, 4)));
        ZoneId said = m.group(5) == null ? unsaid : ZoneOffset.of(m.group(5));
        return said.equals(here)
                ? time
                : time.atZone(said).withZoneSameInstant(here).toLocalDateTime();
    }

    private static int number(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }

    /** Whether eight digits are a day of the calendar. */
    static boolean isDate(String digits) {
        try {
            return LocalDate.parse(digits, DA).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
