package org.confluens.report;

import java.time.Instant;
import java.util.Optional;
import org.confluens.patient.PatientKey;

/** A report as lists show it, without its values. */
public record ReportRow(
        long id,
        ReportState state,
        Report.Origin origin,
        String templateId,
        String templateVersion,
        PatientKey patient,
        String patientName,
        String patientBirthDate,
        String patientSex,
        String studyInstanceUid,
        String studyDate,
        String accessionNumber,
        String description,
        String editedBy,
        Optional<Instant> lateImagesAt,
        Instant createdAt,
        Instant changedAt) {

    /** A row of the query that lists make. */
    static ReportRow of(Object[] row) {
        return new ReportRow(
                (Long) row[0],
                (ReportState) row[1],
                (Report.Origin) row[2],
                (String) row[3],
                (String) row[4],
                new PatientKey((String) row[5], (String) row[6]),
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (String) row[10],
                (String) row[11],
                (String) row[12],
                (String) row[13],
                (String) row[14],
                Optional.ofNullable((Instant) row[15]),
                (Instant) row[16],
                (Instant) row[17]);
    }

    /** The report itself as a row. */
    static ReportRow of(Report report) {
        return new ReportRow(
                report.id(),
                report.state(),
                report.origin(),
                report.templateId(),
                report.templateVersion(),
                report.patient(),
                report.patientName(),
                report.patientBirthDate(),
                report.patientSex(),
                report.studyInstanceUid(),
                report.studyDate(),
                report.accessionNumber(),
                report.description(),
                report.editedBy(),
                report.lateImagesAt(),
                report.createdAt(),
                report.changedAt());
    }
}
