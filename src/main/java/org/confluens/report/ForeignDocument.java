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
import org.confluens.patient.PatientKey;
import org.confluens.rights.Origin;

/** A document that came from elsewhere, what was done with it, and why. The document itself is kept by intake. */
@Entity
@Table(name = "foreign_document")
@SequenceGenerator(name = "foreign_document_seq", sequenceName = "foreign_document_seq", allocationSize = 50)
public class ForeignDocument {

    /** What was done with a document. */
    public enum Outcome {
        /** What it says was done: its content is now that of our report, or the report that it rejects is withdrawn. */
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

    private String host;

    private String certificate;

    private String lacks;

    private String fingerprint;

    @Column(name = "accepted_by")
    private String acceptedBy;

    private String title;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private String reason;

    @Column(name = "report_id")
    private Long reportId;

    @Column(name = "arrived_at")
    private Instant arrivedAt;

    @Column(name = "settled_by")
    private String settledBy;

    @Column(name = "settled_note")
    private String settledNote;

    @Column(name = "settled_at")
    private Instant settledAt;

    protected ForeignDocument() {}

    /** One that has just come; what is done with it has yet to be said. */
    ForeignDocument(String sopInstanceUid, String studyInstanceUid, PatientKey patient, String title) {
        this.sopInstanceUid = sopInstanceUid;
        this.studyInstanceUid = studyInstanceUid;
        this.patientId = patient.id();
        this.patientIssuer = patient.issuer();
        this.title = title;
    }

    /** The document came, for the first time or changed under its UID: what a person said of it before is of another. */
    void arrived(Origin origin, String fingerprint, Verdict verdict, Instant now) {
        this.callingAeTitle = origin.aeTitle();
        this.host = origin.host();
        this.certificate = origin.certificate();
        this.fingerprint = fingerprint;
        this.acceptedBy = "";
        this.arrivedAt = now;
        judged(verdict);
    }

    /** What is decided about the document now, also when it was decided otherwise before. */
    final void judged(Verdict verdict) {
        this.outcome = verdict.outcome();
        this.reason = verdict.reason();
        this.lacks = verdict.lacks().map(Authority.Lack::name).orElse("");
        this.reportId = verdict.reportId().isPresent() ? verdict.reportId().getAsLong() : null;
        this.settledBy = "";
        this.settledNote = "";
        this.settledAt = null;
    }

    /** A person says what was done about a document that had been put aside. */
    void settle(String by, String note, Instant now) {
        this.settledBy = by;
        this.settledNote = note;
        this.settledAt = now;
    }

    /** A person here lets the document take effect, as far as nothing else stands in its way. */
    void accept(String by, Verdict verdict) {
        this.acceptedBy = by;
        judged(verdict);
    }

    /** Whether a person still has to look. */
    boolean waits() {
        return outcome == Outcome.SET_ASIDE && settledAt == null;
    }

    /** What was decided about a document. */
    record Verdict(Outcome outcome, String reason, OptionalLong reportId, Optional<Authority.Lack> lacks) {

        Verdict(Outcome outcome, String reason, OptionalLong reportId) {
            this(outcome, reason, reportId, Optional.empty());
        }

        static Verdict setAside(String reason) {
            return new Verdict(Outcome.SET_ASIDE, reason, OptionalLong.empty());
        }

        /** The same, because the sender has no right to what the document says. */
        Verdict lacking(Authority.Lack lack) {
            return new Verdict(outcome, reason, reportId, Optional.of(lack));
        }

        /** The same in at most that many characters. */
        Verdict shortened(int length) {
            return new Verdict(
                    outcome,
                    reason.length() <= length ? reason : reason.substring(0, length - 1) + "…",
                    reportId,
                    lacks);
        }

        /** Put aside beside the report that it is about. */
        static Verdict setAside(Report report, String reason) {
            return new Verdict(Outcome.SET_ASIDE, reason, OptionalLong.of(report.id()));
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

    /** Who stored it; the rights are those of the document that waits, not of its sender. */
    Origin origin() {
        return new Origin(callingAeTitle, host, certificate, false, false);
    }

    /** What its sender lacks, if that is why it waits. */
    Optional<Authority.Lack> lacks() {
        return lacks.isEmpty() ? Optional.empty() : Optional.of(Authority.Lack.valueOf(lacks));
    }

    /** Of what it says. */
    String fingerprint() {
        return fingerprint;
    }

    /** Who has let it take effect; empty if nobody had to. */
    String acceptedBy() {
        return acceptedBy;
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

    String settledBy() {
        return settledBy;
    }

    String settledNote() {
        return settledNote;
    }

    Optional<Instant> settledAt() {
        return Optional.ofNullable(settledAt);
    }
}
