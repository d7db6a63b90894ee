package org.confluens.hl7;

import ca.uhn.hl7v2.model.Segment;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.confluens.patient.PatientKey;

/**
 * Which of several identifiers in PID-3 or MRG-1 (HL7 v2.5 3.4.2.3, 2.A.14) is the one that patients are known by here: that
 * of the first configured authority, else a medical record number (type MR), else the first. One that has no value, is not
 * valid yet or not any more, is none.
 */
final class IdentifierChoice {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String MEDICAL_RECORD = "MR";

    private final List<String> authorities;
    private final Clock clock;

    /** @param authorities assigning authorities, the best first, separated by commas; may be empty */
    IdentifierChoice(String authorities, Clock clock) {
        this.authorities = Arrays.stream(authorities.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        this.clock = clock;
    }

    /** The identifier in a field, if it has a valid one. */
    Optional<PatientKey> of(Segment segment, int field) {
        return of(segment, field, authorities);
    }

    /** The identifier in a field by the same authority as another one, if there is such, else as {@link #of}. */
    Optional<PatientKey> like(PatientKey other, Segment segment, int field) {
        return of(segment, field, other.issuer().isEmpty() ? authorities : List.of(other.issuer()));
    }

    private Optional<PatientKey> of(Segment segment, int field, List<String> wanted) {
        return IntStream.range(0, Segments.repetitions(segment, field))
                .filter(repetition -> isValid(segment, field, repetition))
                .boxed()
                .min(Comparator.comparingInt(repetition -> rank(segment, field, repetition, wanted)))
                .map(repetition -> new PatientKey(
                        Segments.text(segment, field, repetition, 1, 1), issuer(segment, field, repetition)));
    }

    private static int rank(Segment segment, int field, int repetition, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            String authority = wanted.get(i);
            if (authority.equals(Segments.text(segment, field, repetition, 4, 1))
                    || authority.equals(Segments.text(segment, field, repetition, 4, 2))) {
                return i;
            }
        }
        boolean medicalRecord = MEDICAL_RECORD.equals(Segments.text(segment, field, repetition, 5, 1));
        return wanted.size() + (medicalRecord ? 0 : 1);
    }

    private boolean isValid(Segment segment, int field, int repetition) {
        if (Segments.text(segment, field, repetition, 1, 1).isEmpty()) {
            return false;
        }
        String today = DAY.format(LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()));
        String from = day(Segments.text(segment, field, repetition, 7, 1));
        String until = day(Segments.text(segment, field, repetition, 8, 1));
        return (from.isEmpty() || from.compareTo(today) <= 0) && (until.isEmpty() || today.compareTo(until) <= 0);
    }

    private static String day(String date) {
        return date.matches("\\d{8}.*") ? date.substring(0, 8) : "";
    }

    /** The assigning authority of a CX: its namespace, else its universal id. */
    private static String issuer(Segment segment, int field, int repetition) {
        String namespace = Segments.text(segment, field, repetition, 4, 1);
        return namespace.isEmpty() ? Segments.text(segment, field, repetition, 4, 2) : namespace;
    }
}
