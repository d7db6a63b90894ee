package org.confluens.confirmation;

import java.time.LocalDate;
import java.util.Optional;
import org.confluens.finding.Examination;

/**
 * Which comparisons the statistics are about; what is empty is not restricted.
 *
 * @param from the first day of the tested images
 * @param to the last day of the tested images
 * @param side {@code L} or {@code R}
 * @param reader who verified the report of the tested examination
 */
record AgreementQuestion(
        Examination reference,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<String> segment,
        Optional<String> side,
        Optional<String> reader) {

    /** The same about all segments of both sides. */
    AgreementQuestion ofAllSegments() {
        return new AgreementQuestion(reference, from, to, Optional.empty(), Optional.empty(), reader);
    }
}
