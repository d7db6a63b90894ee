package org.confluens.hl7;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in time (TS) as the date and the time of DICOM; a time zone is left out, steps are in local time. */
record HlTime(String date, String time) {

    private static final Pattern TS =
            Pattern.compile("(\\d{8})(\\d{2}(?:\\d{2}(?:\\d{2})?)?)?(?:\\.\\d{1,4})?(?:[+-]\\d{4})?");

    static HlTime parse(String value) throws RefusedMessageException {
        if (value.isEmpty()) {
            throw RefusedMessageException.missing(
                    "ORC^1^7^1^4", "The start of the procedure (TQ1-7, ORC-7.4 or OBR-27.4)");
        }
        Matcher m = TS.matcher(value);
        if (!m.matches()) {
            throw new RefusedMessageException(
                    RefusedMessageException.Kind.AE,
                    RefusedMessageException.Code.DATA_TYPE_ERROR,
                    "ORC^1^7^1^4",
                    "The start of the procedure is no date and time");
        }
        return new HlTime(m.group(1), m.group(2) == null ? "0000" : m.group(2));
    }
}
