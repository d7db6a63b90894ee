package org.confluens.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The findings of one verified report.
 *
 * @param reportUid the SOP Instance UID of the verified document
 * @param studyInstanceUid the study that was read
 * @param studyDate when the images were made; comparisons go by this date, not by that of the report
 * @param reader who verified it, as a key for statistics; never printed beside a patient's identity
 */
public record ReportFindings(
        String reportUid,
        String studyInstanceUid,
        Examination examination,
        Instant verifiedAt,
        LocalDate studyDate,
        Optional<String> reader,
        List<SegmentFinding> findings) {

    public ReportFindings {
        Objects.requireNonNull(reportUid, "reportUid");
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(examination, "examination");
        Objects.requireNonNull(verifiedAt, "verifiedAt");
        Objects.requireNonNull(studyDate, "studyDate");
        Objects.requireNonNull(reader, "reader");
        findings = List.copyOf(findings);
    }
}
