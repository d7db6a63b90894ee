package org.confluens.confirmation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.confluens.patient.PatientKey;
import org.confluens.worklist.ScheduledStep;

/** The request for a catheter study that answers one or several flags of a patient. */
@Entity
@Table(name = "confirmation_request")
@SequenceGenerator(name = "confirmation_request_seq", sequenceName = "confirmation_request_seq", allocationSize = 50)
public class ConfirmationRequest {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "confirmation_request_seq")
    private long id;

    @Version
    @Column(name = "lock_version")
    private long lockVersion;

    @Column(name = "patient_id")
    private String patientId;

    @Column(name = "patient_issuer")
    private String patientIssuer;

    @Enumerated(EnumType.STRING)
    private RequestState state;

    @Column(name = "proposed_at")
    private Instant proposedAt;

    @Column(name = "approved_by")
    private String approvedBy;

    @Column(name = "approved_at")
    private Instant approvedAt;

    @Column(name = "step_id")
    private String stepId;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    @Column(name = "accession_number")
    private String accessionNumber;

    @Column(name = "planned_start")
    private String plannedStart;

    private String station;

    private boolean performed;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "ended_why")
    private String endedWhy;

    protected ConfirmationRequest() {}

    ConfirmationRequest(PatientKey patient, Instant now) {
        this.state = RequestState.PROPOSED;
        this.proposedAt = now;
        belongTo(patient);
    }

    final void belongTo(PatientKey patient) {
        this.patientId = patient.id();
        this.patientIssuer = patient.issuer();
    }

    void schedule(ScheduledStep step, String by, Instant now) {
        this.state = RequestState.SCHEDULED;
        this.approvedBy = by;
        this.approvedAt = now;
        this.stepId = step.stepId();
        this.studyInstanceUid = step.studyInstanceUid();
        this.accessionNumber = step.accessionNumber();
        this.plannedStart = step.start().toString();
        this.station = String.join("\\", step.stationAeTitles());
    }

    void start() {
        this.state = RequestState.IN_PROGRESS;
    }

    /** The modality had begun the step by mistake. */
    void waitAgain() {
        this.state = RequestState.SCHEDULED;
    }

    /** The modality has ended the study; its report is still to come. */
    void perform() {
        this.performed = true;
    }

    void end(RequestState endState, String why, Instant now) {
        this.state = endState;
        this.endedWhy = why;
        this.endedAt = now;
    }

    public long id() {
        return id;
    }

    public PatientKey patient() {
        return new PatientKey(patientId, patientIssuer);
    }

    public RequestState state() {
        return state;
    }

    Instant proposedAt() {
        return proposedAt;
    }

    Optional<String> approvedBy() {
        return Optional.ofNullable(approvedBy);
    }

    Optional<Instant> approvedAt() {
        return Optional.ofNullable(approvedAt);
    }

    Optional<String> stepId() {
        return Optional.ofNullable(stepId);
    }

    Optional<String> studyInstanceUid() {
        return Optional.ofNullable(studyInstanceUid);
    }

    Optional<String> accessionNumber() {
        return Optional.ofNullable(accessionNumber).filter(number -> !number.isEmpty());
    }

    Optional<LocalDateTime> plannedStart() {
        return Optional.ofNullable(plannedStart).map(LocalDateTime::parse);
    }

    Optional<String> station() {
        return Optional.ofNullable(station).filter(title -> !title.isEmpty());
    }

    boolean performed() {
        return performed;
    }

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    Optional<String> endedWhy() {
        return Optional.ofNullable(endedWhy);
    }
}
