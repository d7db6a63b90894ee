package org.confluens.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.confluens.intake.PatientKey;

/** A document that came from elsewhere, what was done with it, and why. The document itself is kept by intake. */
@Entity
@Table(name = "foreign_document")
@SequenceGenerator(name = "foreign_document_seq", sequenceName = "foreign_document_seq", allocationSize = 50)
public class ForeignDocument {

    /** What was done with a document. */
    public enum Outcome {
        /** Its content is now that of our report. */
        TAKEN_OVER,
        /** Nobody had a draft for it; its findings count as a report of their own. */
        COUNTED,
        /** Nothing was done; a person has to look. */
        SET_ASIDE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "foreign_document_seq")
    private long id;

    @Column(name = "sop_instance_uid")
    private String sopInstanceUid;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    @Column(name = "patient_id")
    private String patientId;

    @Column(name = "patient_issuer")
    private String patientIssuer;

    @Column(name = "calling_ae_title")
    private String callingAeTitle;

    private String title;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private String reason;

    @Column(name = "report_id")
    private Long reportId;

    @Column(name = "arrived_at")
    private Instant arrivedAt;

    protected ForeignDocument() {}

    ForeignDocument(
            String sopInstanceUid,
            String studyInstanceUid,
            PatientKey patient,
            String callingAeTitle,
            String title,
            Verdict verdict,
            Instant arrivedAt) {
        this.sopInstanceUid = sopInstanceUid;
        this.studyInstanceUid = studyInstanceUid;
        this.patientId = patient.id();
        this.patientIssuer = patient.issuer();
        this.callingAeTitle = callingAeTitle;
        this.title = title;
        this.outcome = verdict.outcome();
        this.reason = verdict.reason();
        this.reportId = verdict.reportId().isPresent() ? verdict.reportId().getAsLong() : null;
        this.arrivedAt = arrivedAt;
    }

    /** What was decided about a document. */
    record Verdict(Outcome outcome, String reason, OptionalLong reportId) {

        static Verdict setAside(String reason) {
            return new Verdict(Outcome.SET_ASIDE, reason, OptionalLong.empty());
        }
    }

    String sopInstanceUid() {
        return sopInstanceUid;
    }

    String studyInstanceUid() {
        return studyInstanceUid;
    }

    PatientKey patient() {
        return new PatientKey(patientId, patientIssuer);
    }

    String callingAeTitle() {
        return callingAeTitle;
    }

    String title() {
        return title;
    }

    Outcome outcome() {
        return outcome;
    }

    String reason() {
        return reason;
    }

    Optional<Long> reportId() {
        return Optional.ofNullable(reportId);
    }

    Instant arrivedAt() {
        return arrivedAt;
    }
}
