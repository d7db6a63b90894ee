package org.confluens.hl7;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.confluens.rights.Right;
import org.confluens.rights.Sender;

/**
 * The header segment of a message, as far as it could be read: an acknowledgement needs it even where the message itself
 * is beyond parsing. Fields stay as they came, escapes included.
 */
record Header(
        Delimiters delimiters,
        String sendingApplication,
        String sendingFacility,
        String receivingApplication,
        String receivingFacility,
        String messageType,
        String event,
        String controlId,
        String processingId,
        String version,
        String charset) {

    /**
     * Two patients who are one (HL7 v2.5 3.3.34, 3.3.36, 3.3.40), another identifier for one (3.3.47), and what was one's
     * but is another's (3.3.43).
     */
    private static final Set<String> MERGES = Set.of("A34", "A36", "A40", "A43", "A47");

    private static final Header NONE = new Header(Delimiters.STANDARD, "", "", "", "", "", "", "", "", "", "");

    static Header parse(String message) {
        int end = message.indexOf('\r');
        String segment = end < 0 ? message : message.substring(0, end);
        if (!segment.startsWith("MSH") || segment.length() < 9) {
            return NONE;
        }
        Delimiters delimiters = Delimiters.of(segment).orElse(Delimiters.STANDARD);
        String[] fields = segment.split(Pattern.quote(segment.substring(3, 4)), -1);
        if (segment.charAt(3) != delimiters.field()) {
            Arrays.setAll(fields, i -> delimiters.escape(fields[i]));
        }
        String[] type = field(fields, 8).split(Pattern.quote(String.valueOf(delimiters.component())), -1);
        return new Header(
                delimiters,
                field(fields, 2),
                field(fields, 3),
                field(fields, 4),
                field(fields, 5),
                type[0],
                type.length > 1 ? type[1] : "",
                field(fields, 9),
                field(fields, 10),
                field(fields, 11),
                field(fields, 17));
    }

    /** Who sends it, from that address. */
    Sender sender(InetAddress from) {
        return new Sender(from, sendingApplication, sendingFacility, delimiters.component());
    }

    /** Whether one patient's data become another's. */
    boolean isMerge() {
        return MERGES.contains(event);
    }

    /** The right that it takes; empty for a message that is not taken from anybody. */
    Optional<Right> right() {
        return switch (messageType) {
            case "ORM", "OMI" -> Optional.of(Right.ORDER);
            case "ADT" -> Optional.of(MERGES.contains(event) ? Right.MERGE : Right.UPDATE);
            default -> Optional.empty();
        };
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }
}
