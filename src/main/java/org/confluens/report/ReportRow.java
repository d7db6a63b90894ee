package org.confluens.report;

import java.time.Instant;
import java.util.Optional;
import org.confluens.intake.PatientKey;

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

    /** For the query. */
    public ReportRow(
            long id,
            ReportState state,
            Report.Origin origin,
            String templateId,
            String templateVersion,
            String patientId,
            String patientIssuer,
            String patientName,
            String patientBirthDate,
            String patientSex,
            String studyInstanceUid,
            String studyDate,
            String accessionNumber,
            String description,
            String editedBy,
            Instant lateImagesAt,
            Instant createdAt,
            Instant changedAt) {
        this(
                id,
                state,
                origin,
                templateId,
                templateVersion,
                new PatientKey(patientId, patientIssuer),
                patientName,
                patientBirthDate,
                patientSex,
                studyInstanceUid,
                studyDate,
                accessionNumber,
                description,
                editedBy,
                Optional.ofNullable(lateImagesAt),
                createdAt,
                changedAt);
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
