package org.confluens.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The findings of one verified report.
 *
 * @param reportUid the SOP Instance UID of the verified document
 * @param studyInstanceUid the study that was read
 * @param studyDate when the images were made; comparisons go by this date, not by that of the report
 * @param treated the segments that were treated in the study; what was seen before does not compare with what comes after
 * @param criteriaMet how many of the five ultrasound criteria are met, where the report counts them
 * @param poorQuality whether it calls its images poor: what they do not show may be there all the same
 * @param reader who verified it, as a key for statistics; never printed beside a patient's identity
 */
public record ReportFindings(
        String reportUid,
        String studyInstanceUid,
        Examination examination,
        Instant verifiedAt,
        LocalDate studyDate,
        Optional<String> reader,
        List<SegmentFinding> findings,
        Set<Segment> treated,
        OptionalInt criteriaMet,
        boolean poorQuality) {

    /** A report that treated nothing and counts no criteria. */
    public ReportFindings(
            String reportUid,
            String studyInstanceUid,
            Examination examination,
            Instant verifiedAt,
            LocalDate studyDate,
            Optional<String> reader,
            List<SegmentFinding> findings) {
        this(
                reportUid,
                studyInstanceUid,
                examination,
                verifiedAt,
                studyDate,
                reader,
                findings,
                Set.of(),
                OptionalInt.empty(),
                false);
    }

    public ReportFindings {
        Objects.requireNonNull(reportUid, "reportUid");
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(examination, "examination");
        Objects.requireNonNull(verifiedAt, "verifiedAt");
        Objects.requireNonNull(studyDate, "studyDate");
        Objects.requireNonNull(reader, "reader");
        findings = List.copyOf(findings);
        treated = Set.copyOf(treated);
        Objects.requireNonNull(criteriaMet, "criteriaMet");
    }

    /** Whether the study treated the segment: its images then stand between what was and what came after. */
    public boolean treats(Segment segment) {
        return treated.stream().anyMatch(s -> s.id().equals(segment.id()));
    }

    /** The same report as if it spoke of one segment only. */
    public ReportFindings only(String segmentId) {
        return new ReportFindings(
                reportUid,
                studyInstanceUid,
                examination,
                verifiedAt,
                studyDate,
                reader,
                findings.stream()
                        .filter(f -> f.segment().id().equals(segmentId))
                        .toList(),
                treated,
                criteriaMet,
                poorQuality);
    }
}
