package org.confluens.confirmation;

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
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.confluens.concordance.Evidence;
import org.confluens.concordance.Outcome;
import org.confluens.concordance.Rule;
import org.confluens.finding.Examination;
import org.confluens.finding.Kind;
import org.confluens.patient.PatientKey;

/** A narrowing of one vein segment that only MR or CT venography saw, until a catheter study or a person settles it. */
@Entity
@Table(name = "flag")
@SequenceGenerator(name = "flag_seq", sequenceName = "flag_seq", allocationSize = 50)
public class Flag {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "flag_seq")
    private long id;

    @Version
    @Column(name = "lock_version")
    private long lockVersion;

    @Column(name = "patient_id")
    private String patientId;

    @Column(name = "patient_issuer")
    private String patientIssuer;

    @Column(name = "segment_id")
    private String segmentId;

    @Enumerated(EnumType.STRING)
    private FlagState state;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    @Column(name = "rule_id")
    private String ruleId;

    @Enumerated(EnumType.STRING)
    private Examination examination;

    @Column(name = "report_uid")
    private String reportUid;

    @Column(name = "study_instance_uid")
    private String studyInstanceUid;

    @Column(name = "study_date")
    private LocalDate studyDate;

    @Column(name = "percent_stenosis")
    private Double percent;

    private boolean occlusion;

    private String levels;

    @Column(name = "physiological_site")
    private boolean physiologicalSite;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "request_id")
    private ConfirmationRequest request;

    @Column(name = "raised_at")
    private Instant raisedAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "settled_by")
    private String settledBy;

    @Column(name = "settled_why")
    private String settledWhy;

    @Enumerated(EnumType.STRING)
    private Dismissal dismissal;

    @Column(name = "asked_by")
    private String askedBy;

    @Column(name = "adjudicated_evidence")
    private String adjudicatedEvidence;

    protected Flag() {}

    Flag(PatientKey patient, String segmentId, Rule rule, Instant now) {
        this.segmentId = segmentId;
        this.state = FlagState.OPEN;
        this.ruleId = rule.id();
        this.raisedAt = now;
        this.changedAt = now;
        belongTo(patient);
    }

    final void belongTo(PatientKey patient) {
        this.patientId = patient.id();
        this.patientIssuer = patient.issuer();
    }

    /** Takes over what the newest verified report says of the stenosis. */
    void show(Evidence evidence, boolean atPhysiologicalSite) {
        this.examination = evidence.finding().examination();
        this.reportUid = evidence.report().reportUid();
        this.studyInstanceUid = evidence.report().studyInstanceUid();
        this.studyDate = evidence.report().studyDate();
        this.percent = evidence.finding().percent().isPresent()
                ? evidence.finding().percent().getAsDouble()
                : null;
        this.physiologicalSite = atPhysiologicalSite;
        this.occlusion = evidence.finding().isOcclusion();
        this.levels =
                evidence.finding().levels().stream().sorted().map(Kind::id).collect(Collectors.joining(","));
    }

    /** Enters a state that the table of transitions allows; the caller has checked. */
    void enter(FlagState next, Instant now) {
        this.state = next;
        this.changedAt = now;
        this.settledBy = null;
        this.settledWhy = null;
        this.dismissal = null;
        this.outcome = null;
        this.adjudicatedEvidence = null;
    }

    void resolve(Rule rule) {
        this.outcome = rule.outcome();
        this.ruleId = rule.id();
    }

    void applyRule(Rule rule) {
        this.ruleId = rule.id();
    }

    void settle(String by, String why) {
        this.settledBy = by;
        this.settledWhy = why;
    }

    /** A person decided what the evidence means, in the outcome's words. */
    void adjudicate(Outcome decided, String evidenceKey) {
        this.outcome = decided;
        this.adjudicatedEvidence = evidenceKey;
    }

    /** A person wants a catheter study that the software does not propose. */
    void askFor(String by) {
        this.askedBy = by;
    }

    void dismiss(Dismissal kind) {
        this.dismissal = kind;
    }

    void attach(ConfirmationRequest newRequest) {
        this.request = newRequest;
    }

    void detach() {
        this.request = null;
    }

    public long id() {
        return id;
    }

    public PatientKey patient() {
        return new PatientKey(patientId, patientIssuer);
    }

    public String segmentId() {
        return segmentId;
    }

    public FlagState state() {
        return state;
    }

    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    String ruleId() {
        return ruleId;
    }

    Examination examination() {
        return examination;
    }

    String reportUid() {
        return reportUid;
    }

    String studyInstanceUid() {
        return studyInstanceUid;
    }

    LocalDate studyDate() {
        return studyDate;
    }

    OptionalDouble percent() {
        return percent == null ? OptionalDouble.empty() : OptionalDouble.of(percent);
    }

    /** Whether the vein is closed, and so called an occlusion. */
    boolean occlusion() {
        return occlusion;
    }

    /** Where in the segment its narrowings lie, as far as the report says. */
    List<Kind> levels() {
        return levels == null || levels.isEmpty()
                ? List.of()
                : Arrays.stream(levels.split(","))
                        .flatMap(id -> Kind.of(id).stream())
                        .toList();
    }

    Optional<String> askedBy() {
        return Optional.ofNullable(askedBy);
    }

    Optional<String> adjudicatedEvidence() {
        return Optional.ofNullable(adjudicatedEvidence);
    }

    boolean physiologicalSite() {
        return physiologicalSite;
    }

    Optional<ConfirmationRequest> request() {
        return Optional.ofNullable(request);
    }

    Instant raisedAt() {
        return raisedAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    Optional<String> settledBy() {
        return Optional.ofNullable(settledBy);
    }

    Optional<String> settledWhy() {
        return Optional.ofNullable(settledWhy);
    }

    Optional<Dismissal> dismissal() {
        return Optional.ofNullable(dismissal);
    }
}
