package org.confluens.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.confluens.finding.Examination;
import org.confluens.finding.ReportFindings;
import org.confluens.finding.Segment;
import org.confluens.finding.SegmentFinding;
import org.confluens.sr.DicomTime;

/**
 * What a verified document says to a comparison, without what its report knows besides.
 *
 * @param examination what it reports; empty for a document that no comparison needs
 * @param verifiedAt when the last of its observers verified it, by its own account
 * @param studyDate the date of the images (0008,0020)
 * @param contentDate the date of the document (0008,0023)
 * @param reader the first of its verifying observers
 */
record DocumentFindings(
        Optional<Examination> examination,
        Optional<Instant> verifiedAt,
        Optional<LocalDate> studyDate,
        Optional<LocalDate> contentDate,
        Optional<String> reader,
        List<SegmentFinding> findings,
        Set<Segment> treated,
        OptionalInt criteriaMet,
        boolean poorQuality) {

    DocumentFindings {
        findings = List.copyOf(findings);
        treated = Set.copyOf(treated);
    }

    /** As the findings of the version that the document is; none where no comparison needs it. */
    Optional<ReportFindings> of(CountedVersion version) {
        Instant verified = verifiedAt.orElse(version.madeAt());
        LocalDate images = studyDate
                .or(() -> DicomTime.parseDate(version.studyDate()))
                .or(() -> contentDate)
                .orElse(verified.atZone(ZoneOffset.UTC).toLocalDate());
        return examination.map(known -> new ReportFindings(
                version.sopInstanceUid(),
                version.studyInstanceUid(),
                known,
                verified,
                images,
                reader,
                findings,
                treated,
                criteriaMet,
                poorQuality));
    }
}
