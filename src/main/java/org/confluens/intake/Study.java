package org.confluens.intake;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * A study that has arrived, or is arriving. That it is complete can't be known; when it counts as complete is a deadline
 * in this row, so that a restart does not lose it. Arrivals are written by {@link ArrivalWriter}, past this class.
 */
@Entity
@Table(name = "study")
@SequenceGenerator(name = "study_seq", sequenceName = "study_seq", allocationSize = 50)
public class Study {

    private static final int REASON_LENGTH = 1000;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "study_seq")
    private long id;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "patient_id")
    private PatientRow patient;

    @Column(name = "accession_number")
    private String accessionNumber;

    @Column(name = "study_date")
    private String studyDate;

    @Column(name = "study_time")
    private String studyTime;

    private String description;
    private String modalities;
    private String sender;

    @Enumerated(EnumType.STRING)
    private StudyState state;

    @Column(name = "first_arrival_at")
    private Instant firstArrivalAt;

    @Column(name = "last_arrival_at")
    private Instant lastArrivalAt;

    @Column(name = "stable_at")
    private Instant stableAt;

    @Column(name = "stable_reason")
    private String stableReason;

    @Column(name = "times_stable")
    private int timesStable;

    private int instances;

    @Column(name = "template_id")
    private String templateId;

    @Column(name = "rule_id")
    private String ruleId;

    @Column(name = "classification_reason")
    private String classificationReason;

    private String problem;
    private int attempts;

    @Version
    private long version;

    protected Study() {}

    long id() {
        return id;
    }

    public String studyInstanceUid() {
        return studyInstanceUid;
    }

    public PatientRow patient() {
        return patient;
    }

    public String accessionNumber() {
        return accessionNumber;
    }

    /** Study Date (0008,0020) in DICOM form. */
    public String studyDate() {
        return studyDate;
    }

    /** Study Time (0008,0030) in DICOM form. */
    public String studyTime() {
        return studyTime;
    }

    public String description() {
        return description;
    }

    /** The modalities of its series, separated by a backslash as in Modalities in Study (0008,0061). */
    public String modalities() {
        return modalities;
    }

    /** The AE title that sent its newest instance. */
    public String sender() {
        return sender;
    }

    public StudyState state() {
        return state;
    }

    public Instant firstArrivalAt() {
        return firstArrivalAt;
    }

    public Instant lastArrivalAt() {
        return lastArrivalAt;
    }

    /** When it will count, or counted, as complete. */
    public Instant stableAt() {
        return stableAt;
    }

    /** Why it counted as complete; empty while it is arriving. */
    public String stableReason() {
        return stableReason;
    }

    /** How often it has counted as complete before; more than once means that late images came. */
    public int timesStable() {
        return timesStable;
    }

    public int instances() {
        return instances;
    }

    /** The template that the selection rules chose, provisional while the study is arriving. */
    public Optional<String> templateId() {
        return Optional.ofNullable(templateId);
    }

    public String ruleId() {
        return ruleId;
    }

    public String classificationReason() {
        return classificationReason;
    }

    /** What went wrong the last time that the study was to count as complete; empty when nothing did. */
    public String problem() {
        return problem;
    }

    int attempts() {
        return attempts;
    }

    void classify(Optional<String> template, String rule, String reason) {
        this.templateId = template.orElse(null);
        this.ruleId = rule;
        this.classificationReason = reason.substring(0, Math.min(reason.length(), REASON_LENGTH));
    }

    /** Counts as complete from now on. */
    void complete(Instant now, String reason) {
        this.state = templateId == null ? StudyState.NOT_FOR_US : StudyState.STABLE;
        this.stableAt = now;
        this.stableReason = reason;
        this.timesStable++;
        this.problem = "";
        this.attempts = 0;
    }

    /** To be looked at again no sooner than this. */
    void waitUntil(Instant deadline) {
        this.stableAt = deadline;
    }

    /** What follows completion failed; it is tried again at the time given, or given up. */
    void failed(String what, Optional<Instant> again) {
        this.problem = what;
        this.attempts++;
        again.ifPresentOrElse(this::waitUntil, () -> this.state = StudyState.FAILED);
    }
}
